import { defineConfig } from '@playwright/test'

/** Real Electron, one at a time: windows share one screen, the PBX its ports. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'tests/.artifacts/playwright',
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'e2e', testMatch: 'e2e/**/*.e2e.ts' },
    { name: 'packaging', testMatch: 'packaging/**/*.e2e.ts' },
    { name: 'tour', testMatch: 'e2e/**/*.tour.ts' },
  ],
})
