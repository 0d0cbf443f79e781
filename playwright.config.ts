import { defineConfig } from '@playwright/test'

/** Each worker has a screen of its own where there are several: windows and the focus of one are nothing to the other. */
const screens = process.env['LINGXI_SCREENS']?.split(' ') ?? []
const own = screens[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]
if (own !== undefined) process.env['DISPLAY'] = own

/** Real Electron; workers that need the PBX have one each. */
export default defineConfig({
  testDir: 'tests',
  outputDir: 'tests/.artifacts/playwright',
  workers: Math.max(1, screens.length),
  fullyParallel: false,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  forbidOnly: true,
  reporter: [['list']],
  projects: [
    { name: 'pbx', testMatch: 'e2e/**/*asterisk*.e2e.ts' },
    { name: 'e2e', testMatch: 'e2e/**/*.e2e.ts', testIgnore: 'e2e/**/*asterisk*.e2e.ts' },
    { name: 'packaging', testMatch: 'packaging/**/*.e2e.ts' },
    { name: 'tour', testMatch: 'e2e/**/*.tour.ts' },
  ],
})
