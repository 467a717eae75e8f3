import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/setup.ts'],
    exclude: ['test/browser/**', 'node_modules/**'],
    maxWorkers: '100%', // the default leaves a core idle, which is half of a small machine
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
