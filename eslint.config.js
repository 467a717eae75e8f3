import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'dist/',
      'docs/api/',
      'coverage/',
      'node_modules/',
      'out/',
      'test/goldens/',
      'benchmarks/thirdparty/',
      'src/simd/assembly/',
      'src/simd/generated/',
      '**/*.d.ts',
    ],
  },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'off', // x[i]! is how a kernel reads under noUncheckedIndexedAccess
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
    },
  },
  { files: ['src/cli/**', 'scripts/**', 'benchmarks/**', 'examples/**', 'test/**'], rules: { 'no-console': 'off' } },
);
