// The rules for the styles of pages. tests/test_tools.py runs them, from the top of the repository.
export default {
  extends: 'stylelint-config-standard',
  reportNeedlessDisables: true,
  reportInvalidScopeDisables: true,
  rules: {
    // Rules of one line stand together without empty lines, which part groups from each other.
    'at-rule-empty-line-before': null,
    'comment-empty-line-before': null,
    'custom-property-empty-line-before': null,
    'declaration-empty-line-before': null,
    'rule-empty-line-before': null,
    // Rules are ordered by the part of the page that they style: the rule compares selectors of elements that are never the same.
    'no-descending-specificity': null,
    // A kind of section that needs no style of its own has an empty file.
    'no-empty-source': null,
    // Both are old, and every browser reads them: the style of embeds is made from these by publishing/embedding.py.
    'alpha-value-notation': 'number',
    'media-feature-range-notation': 'prefix',
    // Safari on a phone reads no other name of these.
    'property-no-vendor-prefix': [true, { ignoreProperties: ['-webkit-text-size-adjust', 'text-size-adjust', '-webkit-user-select', 'user-select'] }],
    // Names of typefaces are written as they are, and so is the keyword that SVG had first.
    'value-keyword-case': ['lower', { ignoreKeywords: ['optimizeLegibility'], ignoreProperties: ['/^--fl-(serif|sans)$/'] }],
  },
};
