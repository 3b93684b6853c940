// The rules for the pages as `python -m tests.written` writes them: make check.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // what a twin answered is shown to the byte
    "no-trailing-whitespace": "off",
    // WebKit takes a list without marks for none, unless its role says that it is one
    "no-redundant-role": ["error", { exclude: ["list"] }],
    // a heading that begins with a date makes such an id, and HTML allows it
    "valid-id": ["error", { relaxed: true }],
    // a verdict is the title of its result, and names what to look at first
    "long-title": ["error", { maxlength: 110 }],
    // without a script, an export's forms are not shown or cannot be sent; with one they need no button
    "wcag/h32": "off",
  },
};
