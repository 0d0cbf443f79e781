import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { cpus } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as buildApp } from '../../../electron/dev/build.mjs'
import { runPackage } from '../../../electron/dev/command.mjs'
import { runOnOwnScreen } from '../../../electron/dev/display.mjs'
import { artifactsDir, rootDir } from '../../../electron/dev/paths.mjs'
import { outcomeOf as playwrightOutcome } from './playwright-outcome.mjs'
import { failure, success } from './stage.mjs'

/** @typedef {import('./stage.mjs').Stage} Stage */
/** @typedef {import('./stage.mjs').Outcome} Outcome */

/** No stage may hold up the others for ever. */
const limitMs = 60 * 60_000

const vitestReporter = fileURLToPath(new URL('vitest-outcome.mjs', import.meta.url))

/** @type {Stage} */
export const types = { name: 'types', run: () => tool('types', 'typescript/bin/tsc', ['-b']) }

/** Style and import borders. @type {Stage} */
export const lint = { name: 'lint', run: () => tool('lint', 'oxlint/bin/oxlint', ['--type-aware', '--deny-warnings']) }

/** Files, exports and packages that nobody uses. @type {Stage} */
export const unused = { name: 'unused', run: () => tool('unused', 'knip/bin/knip.js', ['--no-progress']) }

/** @type {Stage} */
export const build = {
  name: 'build',
  run: async () => {
    await buildApp()
    return success()
  },
}

/**
 * Tests of one project of vitest.config.ts.
 * @param {'unit' | 'contract' | 'integration'} project
 * @returns {Stage}
 */
export function vitest(project) {
  return {
    name: project,
    run: async () => {
      const report = freshReport(project)
      const args = ['run', '--project', project, '--passWithNoTests', `--reporter=${vitestReporter}`]
      const env = { ...process.env, LINGXI_TEST_OUTCOME: report }
      const end = await runPackage('vitest/vitest.mjs', args, { quiet: true, timeoutMs: limitMs, env })
      return readOutcome(project, end, report)
    },
  }
}

/**
 * Tests of projects of playwright.config.ts, on screens of their own: two at a time where there are two cores.
 * @param {'e2e' | 'packaging'} name
 * @param {readonly ('pbx' | 'e2e' | 'tour' | 'packaging')[]} projects
 * @returns {Stage}
 */
export function playwright(name, projects) {
  return {
    name,
    run: async () => {
      const report = freshReport(name)
      const cli = path.join(rootDir, 'node_modules', '@playwright', 'test', 'cli.js')
      const args = [cli, 'test', ...projects.map((project) => `--project=${project}`), '--pass-with-no-tests', '--reporter=json']
      const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
      const screens = Math.min(2, cpus().length)
      const end = await runOnOwnScreen(process.execPath, args, { quiet: true, timeoutMs: limitMs, env, screens })
      return readOutcome(name, end, report, playwrightOutcome)
    },
  }
}

/**
 * Any tool that is content or not: one test.
 *
 * @param {string} name
 * @param {string} script
 * @param {string[]} args
 * @returns {Promise<Outcome>}
 */
async function tool(name, script, args) {
  const end = await runPackage(script, args, { quiet: true, timeoutMs: limitMs })
  return end.code === 0 ? success() : failure(name, end.output)
}

/**
 * @template [Report=Outcome]
 * @param {string} name
 * @param {import('../../../electron/dev/command.mjs').CommandEnd} end
 * @param {string} reportFile
 * @param {(report: Report) => Outcome} [read] how the tool's report says it
 * @returns {Outcome}
 */
function readOutcome(name, end, reportFile, read = (report) => /** @type {Outcome} */ (report)) {
  const lastWords = end.output.slice(-5_000)
  if (end.timedOut) return failure(name, `Not finished after ${limitMs / 60_000} minutes.\n${lastWords}`)
  let report
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'))
  } catch {
    return failure(name, `Ended with ${end.code} and left no report.\n${lastWords}`)
  }
  const outcome = read(report)
  const isUnexplained = end.code !== 0 && outcome.failed.length === 0
  return isUnexplained ? { ...outcome, failed: [{ name, message: `Ended with ${end.code}.\n${lastWords}` }] } : outcome
}

/** @param {string} name */
function freshReport(name) {
  const folder = path.join(artifactsDir, 'reports')
  mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${name}.json`)
  rmSync(file, { force: true })
  return file
}
