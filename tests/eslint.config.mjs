// The rules for the scripts of the pages: npx --yes eslint@9 --config tests/eslint.config.mjs static guide/web
// It imports nothing but Node's own, so that eslint alone is enough.
import { readdirSync, readFileSync } from "node:fs";

const browser = [
  "AbortController", "Blob", "FormData", "IntersectionObserver", "Intl", "URL", "URLSearchParams",
  "clearTimeout", "console", "CSS", "document", "fetch", "history", "location",
  "navigator", "performance", "print", "scrollTo", "self", "cancelAnimationFrame", "requestAnimationFrame",
  "requestIdleCallback", "sessionStorage",
  "setTimeout", "window", "DOMParser", "Event", "EventSource", "CustomEvent", "TextEncoder",
  "TextDecoder", "Response", "CompressionStream", "Uint8Array", "DataView", "HTMLElement", "Node", "Option",
  "module", "globalThis",
];
// what one script of ours leaves for the next
const texts = readdirSync("static").filter((name) => name.endsWith(".js"))
  .map((name) => readFileSync(`static/${name}`, "utf8"));
const ours = texts.flatMap((text) => [...text.matchAll(/\broot\.(\w+) = /g)].map(([, name]) => name));

const rules = {};
for (const name of [
  "constructor-super", "for-direction", "getter-return", "no-case-declarations",
  "no-class-assign", "no-compare-neg-zero", "no-cond-assign", "no-const-assign",
  "no-constant-binary-expression", "no-constant-condition", "no-debugger",
  "no-delete-var", "no-dupe-args", "no-dupe-class-members", "no-dupe-else-if", "no-dupe-keys",
  "no-duplicate-case", "no-empty", "no-empty-character-class", "no-empty-pattern",
  "no-ex-assign", "no-fallthrough", "no-func-assign", "no-global-assign", "no-import-assign",
  "no-invalid-regexp", "no-irregular-whitespace", "no-loss-of-precision",
  "no-misleading-character-class", "no-new-native-nonconstructor", "no-obj-calls", "no-octal",
  "no-prototype-builtins", "no-redeclare", "no-regex-spaces", "no-self-assign", "no-setter-return",
  "no-shadow-restricted-names", "no-sparse-arrays", "no-this-before-super", "no-undef",
  "no-unexpected-multiline", "no-unreachable", "no-unsafe-finally", "no-unsafe-negation",
  "no-unsafe-optional-chaining", "no-unused-labels", "no-unused-private-class-members",
  "no-useless-backreference", "no-useless-catch", "no-useless-escape", "no-with",
  "require-yield", "use-isnan", "valid-typeof",
  // and the dialect: one for all scripts
  "eqeqeq", "no-implied-eval", "no-eval", "no-new-func", "no-var", "prefer-const",
  "prefer-arrow-callback", "object-shorthand", "no-throw-literal",
  "no-else-return", "no-useless-return", "no-useless-concat", "radix", "strict",
]) rules[name] = "error";
rules.eqeqeq = ["error", "always", { null: "ignore" }];
rules["prefer-const"] = ["error", { destructuring: "all" }];
rules["no-unused-vars"] = ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }];

const known = (names) => Object.fromEntries(names.map((name) => [name, "readonly"]));

export default [{
  files: ["**/*.js"],
  languageOptions: {
    ecmaVersion: 2024, sourceType: "script", globals: { ...known(browser), ...known(ours) },
  },
  linterOptions: { reportUnusedDisableDirectives: "error" },
  rules,
}];
