// npm run check: types, borders and rules, as quickly as two cores can.
import { runMain } from '../electron/dev/command.mjs'
import { preparePackages } from './support/run/prepare.mjs'
import { runStage } from './support/run/stage.mjs'
import { lint, types, unused, vitest } from './support/run/stages.mjs'
import { summarize } from './support/run/summary.mjs'

await runMain(async () => {
  await preparePackages()
  // Side by side: neither keeps all cores busy by itself, least of all the compiler.
  const units = runStage(vitest('unit'))
  const others = []
  for (const stage of [types, lint, unused]) others.push(await runStage(stage))
  return summarize([...others, await units])
})
