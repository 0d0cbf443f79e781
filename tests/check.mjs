// npm run check: types, borders and rules in under a minute.
import { runMain } from '../electron/dev/command.mjs'
import { preparePackages } from './support/run/prepare.mjs'
import { runStage } from './support/run/stage.mjs'
import { lint, types, unused, vitest } from './support/run/stages.mjs'
import { summarize } from './support/run/summary.mjs'

await runMain(async () => {
  await preparePackages()
  const results = []
  for (const stage of [types, lint, unused, vitest('unit')]) results.push(await runStage(stage))
  return summarize(results)
})
