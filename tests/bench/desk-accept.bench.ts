import { makeDeskFolder } from '../support/desk/desk-folder'
import { buildDeskProgram } from '../support/desk/desk-program'
import { killDesk, originOf, sendEvents, startDesk } from '../support/desk/running-desk'
import { draftOf, eventsOf, wageComplaint } from '../support/drafts'
import { percentile, type Bench } from './bench'

const warmUp = 20
const orders = 300

/** From sending an order to its being accepted, which is after it is on the disk. Nobody waits for it, so no bound. */
export const bench: Bench = {
  async run() {
    const program = await buildDeskProgram()
    const folder = await makeDeskFolder()
    const desk = startDesk({ program: program.file, deskDir: folder.deskDir })
    try {
      const origin = await originOf(desk)
      const times: number[] = []
      for (let number = 1; number <= warmUp + orders; number += 1) {
        const events = eventsOf(draftOf(number, { values: wageComplaint }))
        const begunAt = performance.now()
        await sendEvents(origin, events)
        times.push(performance.now() - begunAt)
      }
      const measured = times.slice(warmUp)
      return [0.5, 0.95].map((share) => ({
        what: `order sent to accepted, p${share * 100}`, value: percentile(measured, share), unit: 'ms',
      }))
    } finally {
      await killDesk(desk)
      await folder.remove()
      await program.remove()
    }
  },
}
