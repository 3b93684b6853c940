// The rules for the styles of the pages: make check. Those of stylelint-config-standard, whatever
// folder npx put it in, but for these.
import { createRequire } from "node:module";

export default {
  extends: [createRequire(process.argv[1]).resolve("stylelint-config-standard")],
  rules: {
    // a rule of ours is one line, and its comment stands right above it
    "declaration-block-single-line-max-declarations": null,
    "at-rule-empty-line-before": null,
    "comment-empty-line-before": null,
    "custom-property-empty-line-before": null,
    // of two rules for one element the more specific one wins: these stand by what they are about
    "no-descending-specificity": null,
    // a mark of the starter's: /*: file if pages */
    "comment-whitespace-inside": null,
    // older browsers know it
    "media-feature-range-notation": "prefix",
    // Safari on a phone knows it by no other name
    "property-no-vendor-prefix": [true, { ignoreProperties: ["-webkit-text-size-adjust"] }],
    // names of fonts, and words of SVG as SVG writes them
    "value-keyword-case": ["lower", { ignoreKeywords: ["currentColor", "Palatino", "Charter", "Georgia", "CanvasText"] }],
  },
};
