// The rules for the scripts of pages. tests/test_tools.py runs them, from the top of the repository.
import js from '@eslint/js';
import globals from 'globals';

export default [
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' },
    languageOptions: { globals: globals.browser },
    rules: {
      'array-callback-return': 'error',
      'consistent-return': 'error',
      'default-param-last': 'error',
      eqeqeq: 'error',
      'no-constructor-return': 'error',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-implicit-globals': 'error',
      'no-loop-func': 'error',
      'no-new-func': 'error',
      'no-self-compare': 'error',
      'no-shadow': 'error',
      'no-template-curly-in-string': 'error',
      'no-throw-literal': 'error',
      'no-unmodified-loop-condition': 'error',
      'no-unreachable-loop': 'error',
      'no-useless-return': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'prefer-promise-reject-errors': 'error',
      'require-atomic-updates': ['error', { allowProperties: true }],
      'require-await': 'error',
      'no-unused-vars': ['error', { reportUsedIgnorePattern: true }],
    },
  },
  // classic scripts, which share one scope with a whole page
  { files: ['**/*.js'], languageOptions: { sourceType: 'script' } },
  // a service worker shares its scope with no other script
  { files: ['**/*service-worker.js'], languageOptions: { globals: globals.serviceworker }, rules: { 'no-implicit-globals': 'off' } },
];
