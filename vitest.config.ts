import { defineConfig } from 'vitest/config'

/** No test mocks a module, so files share what they import: reading the domain's data once a file took most of the time. */
const isolate = false

/** One server for all files of a project, started when the first of them needs it. */
const globalSetup = 'tests/support/desk/run-servers.ts'

/** One project per kind of environment: the name says what a suite needs before it can run. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        // Rules over thousands of drawn inputs take their time on a machine that is busy with other things.
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], environment: 'node', testTimeout: 20_000, isolate },
      },
      {
        extends: true,
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          environment: 'node',
          globalSetup,
          testTimeout: 20_000,
          hookTimeout: 120_000,
          isolate,
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          environment: 'node',
          globalSetup,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
