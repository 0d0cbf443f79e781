import { proveDraftSurvivesKill } from '../support/draft-kill-proof'
import type { Soak } from './soak'

export const soak: Soak = {
  proves: 'kill -9 of everything during typing: the draft is there at the revision that the page had reported as saved',
  rounds: 100,
  async run(rounds, log, seed) {
    const { withWords, mostUnsaved } = await proveDraftSurvivesKill({ count: rounds, seed, log })
    log(`${withWords} times with words vouched for; at most ${mostUnsaved} characters typed beyond them`)
  },
}
