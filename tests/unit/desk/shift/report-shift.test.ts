import { expect, it } from 'vitest'
import { reportShift, type ReportParts } from '../../../../electron/desk/shift/report-shift'
import { morning } from '../../../support/drafts'
import { watchedOrder } from '../../../support/shift'

const parts = (practice: boolean): ReportParts => ({
  queues: null, practice, changesAfter: () => Promise.resolve([]), positionAt: () => Promise.resolve(1),
  left: () => Promise.resolve({ orders: [watchedOrder(1, { level: 'RED' })], sheets: [], left: [], notices: [], seats: [] }),
  ordersAmong: () => Promise.resolve({ ids: new Set(), numbers: new Set() }),
})

it('what is left behind in a drill stands in no report of a shift', async () => {
  const written = async (practice: boolean) => (await reportShift({ from: morning, to: morning + 1_800_000 }, parts(practice), morning)).handover.map(({ section }) => section)
  expect([await written(false), await written(true)]).toEqual([['open-risks'], []])
})
