import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** The tests that need a browser: `npm run test:browser`. */
export default defineConfig({
  test: {
    projects: [
      {
        optimizeDeps: { include: ['ndarray', 'fft.js'] },
        test: {
          name: 'inside Chromium',
          include: ['test/browser/*.browser.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath, args } }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      { test: { name: 'pages in Chromium', include: ['test/browser/*.page.ts'], testTimeout: 60_000, hookTimeout: 60_000 } },
    ],
  },
});
