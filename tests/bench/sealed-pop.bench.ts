import { launchLingxi } from '../support/lingxi-app'
import { runPageScript } from '../support/page-script'
import { consoleForRings, ringingNumber, ringOnce, watchRings } from '../support/painted-ring'
import { percentile, type Bench, type Measurement } from './bench'

const rounds = 120
const warmUp = 10
const tickets = 20_000

interface Round {
  /** Milliseconds of the look-up, and of the whole way from the INVITE to the painted card, which only practice can be made to go. */
  readonly open: number
  readonly sealed: number
  readonly pop: number
}

/**
 * What sealing adds to a ring: the same look-up in sealed and in open storage, in turn, between rings whose whole way to the
 * painted card is measured. A seat with a password differs from practice in nothing else between the INVITE and the card.
 */
export const bench: Bench = {
  async run() {
    const found = await measure()
    const of = (part: keyof Round, share: number) => percentile(found.map((round) => round[part]), share)
    const pop = of('pop', 0.5)
    return [
      { what: `look-up of a ring in open storage, ${tickets} tickets, p50`, value: of('open', 0.5), unit: 'ms' },
      { what: 'the same, sealed, p50', value: of('sealed', 0.5), unit: 'ms' },
      { what: 'the same, sealed, p95', value: of('sealed', 0.95), unit: 'ms' },
      { what: 'sealed pop to open pop, p50', value: (pop + of('sealed', 0.5) - of('open', 0.5)) / pop, unit: 'ratio', atMost: 1.3 },
    ] satisfies Measurement[]
  },
}

async function measure(): Promise<readonly Round[]> {
  const lingxi = await launchLingxi()
  try {
    const page = await consoleForRings(lingxi)
    await runPageScript(page, new URL('../support/look-up-page.ts', import.meta.url))
    await page.evaluate(([options, key]) => (globalThis as unknown as { prepareLookUps(options: unknown, key: string): Promise<void> }).prepareLookUps(options, key), [
      { tickets, numbers: 2_000, seed: 7, now: Date.now(), known: ringingNumber }, ringingNumber.key,
    ] as const)
    await page.evaluate(watchRings)
    const found: Round[] = []
    for (let round = 0; round < rounds + warmUp; round += 1) {
      const { ms } = await ringOnce(page)
      const lookUps = await page.evaluate(() => (globalThis as unknown as { lookUpBoth(): Promise<Pick<Round, 'open' | 'sealed'>> }).lookUpBoth())
      found.push({ ...lookUps, pop: ms })
    }
    await lingxi.close()
    return found.slice(warmUp)
  } catch (error) {
    // A ring that is still up would refuse an ordinary close, and hide what went wrong.
    lingxi.electron.process().kill('SIGKILL')
    throw error
  }
}
