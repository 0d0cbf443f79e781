// npm run check: types, borders and rules, as quickly as two cores can.
import { runMain } from '../electron/dev/command.mjs'
import { preparePackages } from './support/run/prepare.mjs'
import { runBeside } from './support/run/stage.mjs'
import { lint, types, unused, vitest } from './support/run/stages.mjs'
import { summarize } from './support/run/summary.mjs'

await runMain(async () => {
  await preparePackages()
  return summarize(await runBeside([[types, lint, unused], [vitest('unit')]]))
})
