// npm test: everything, from a fresh clone. Stages go on after failures, so that one run shows all of them.
import { runMain } from '../electron/dev/command.mjs'
import { prepareEverything } from './support/run/prepare.mjs'
import { failure, runBeside, runStage } from './support/run/stage.mjs'
import { build, lint, playwright, types, unused, vitest } from './support/run/stages.mjs'
import { summarize } from './support/run/summary.mjs'

/** Side by side: neither keeps two cores busy by itself, least of all the compiler. */
const first = [[types, lint, unused], [vitest('unit')]]
const beforeBuild = [vitest('contract'), vitest('integration')]
const onBuild = [playwright('e2e', ['pbx', 'e2e', 'tour']), playwright('packaging', ['packaging'])]

await runMain(async () => {
  await prepareEverything()
  const results = await runBeside(first)
  for (const stage of beforeBuild) results.push(await runStage(stage))
  const built = await runStage(build)
  results.push(built)
  for (const stage of onBuild) {
    const notBuilt = { name: stage.name, run: async () => failure(stage.name, 'Not run: there is no build.') }
    results.push(await runStage(built.failed.length === 0 ? stage : notBuilt))
  }
  return summarize(results)
})
