import { describe, expect, it } from 'vitest'
import { reportLine } from '../../../../renderer/console/app/commands'
import { createViewStore, showToast } from '../../../../renderer/console/app/view-store'
import type { LineError } from '../../../../shared/calls/phone-line'
import { err, ok } from '../../../../shared/lib/result'

async function said(error: LineError | null) {
  const view = createViewStore('seat')
  const result = Promise.resolve(error === null ? ok(undefined) : err(error))
  reportLine(view, result)
  await result
  return view.getState().toast
}

describe('what the line did not do', () => {
  it('is said with the code that the PBX gave', async () => {
    expect(await said({ code: 'refused-by-pbx', sipCode: 486 })).toMatchObject({ key: 'seat.problem.refused-by-pbx', values: { code: 486 } })
    expect(await said({ code: 'timed-out' })).toMatchObject({ key: 'seat.problem.timed-out' })
  })

  it('is said in words of its own when the PBX gave no code', async () => {
    expect(await said({ code: 'refused-by-pbx' })).toMatchObject({ key: 'seat.problem.refused-without-code' })
  })

  it('does not take the place of what the end of an asked call has just said of it', async () => {
    const view = createViewStore('seat')
    showToast(view, 'warn', 'seat.consult.busy')
    const refused = Promise.resolve(err<LineError>({ code: 'refused-by-pbx', sipCode: 486 }))
    reportLine(view, refused)
    await refused
    expect(view.getState().toast).toMatchObject({ key: 'seat.consult.busy' })
  })

  it('is not said when it was done', async () => {
    expect(await said(null)).toBeNull()
  })
})
