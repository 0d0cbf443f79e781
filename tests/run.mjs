// npm test: everything, from a fresh clone. Stages go on after failures, so that one run shows all of them.
import { runMain } from '../electron/dev/command.mjs'
import { prepareEverything } from './support/run/prepare.mjs'
import { failure, runStage } from './support/run/stage.mjs'
import { build, lint, playwright, types, unused, vitest } from './support/run/stages.mjs'
import { summarize } from './support/run/summary.mjs'

const beforeBuild = [types, lint, unused, vitest('unit'), vitest('contract'), vitest('integration')]
const onBuild = [playwright('e2e', ['pbx', 'e2e', 'tour']), playwright('packaging', ['packaging'])]

await runMain(async () => {
  await prepareEverything()
  const results = []
  for (const stage of [...beforeBuild, build]) results.push(await runStage(stage))
  const isBuilt = results.at(-1)?.failed.length === 0
  for (const stage of onBuild) {
    const notBuilt = { name: stage.name, run: async () => failure(stage.name, 'Not run: there is no build.') }
    results.push(await runStage(isBuilt ? stage : notBuilt))
  }
  return summarize(results)
})
