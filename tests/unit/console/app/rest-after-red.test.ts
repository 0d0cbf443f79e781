import { describe, expect, it } from 'vitest'
import { createRestAfterRed, lastRedCall } from '../../../../renderer/console/app/rest-after-red'
import type { LoggedCall } from '../../../../renderer/console/app/logged-call'
import type { AgentEvent } from '../../../../shared/queue/agent-state'
import type { CallId } from '../../../../shared/calls/call'
import { draftOf, ticketOf, wageComplaint } from '../../../support/drafts'
import { lineOfDraft } from '../../../../renderer/console/seat/call-log-line'
import { createManualTime } from '../../../support/manual-time'

function openRest({ leads = 0, isPractice = false } = {}) {
  const told: AgentEvent['kind'][] = []
  const noted: string[] = []
  const now = { leads }
  const rest = createRestAfterRed({
    seat: { tell: (event) => void told.push(event.kind) }, clock: createManualTime(), isPractice,
    otherLeads: () => now.leads, noteEnd: (reason) => void noted.push(reason),
  })
  return { rest, told, noted, now }
}

describe('the rest after a RED call', () => {
  it('is not the agent’s to end while a lead sits at the desk', () => {
    const { rest, told, noted } = openRest({ leads: 1 })
    expect(rest.mayEnd()).toBe(false)
    rest.end('RESTED')
    expect({ told, noted }).toEqual({ told: [], noted: [] })
  })

  it('is the agent’s where there is nobody else to end it, with the reason put down', () => {
    const { rest, told, noted } = openRest()
    expect(rest.mayEnd()).toBe(true)
    rest.end('RESTED')
    expect({ told, noted }).toEqual({ told: ['rest-ended'], noted: ['RESTED'] })
  })

  it('is a lead’s as soon as one comes, though the reasons stand on the screen', () => {
    const { rest, told, now } = openRest()
    now.leads = 1
    rest.end('RESTED')
    expect(told).toEqual([])
  })

  it('is the agent’s in practice, where the lead is invented', () => {
    expect(openRest({ leads: 1, isPractice: true }).rest.mayEnd()).toBe(true)
  })

  it('ends on the timeline of the RED call, though other calls came after it', () => {
    const calm = draftOf(1, { values: wageComplaint })
    const red = draftOf(2, { values: wageComplaint, risks: [{ code: 'EXTREME', severity: 'RED', confirmedAt: 1, source: 'agent' }] })
    const logged = (draft: typeof calm, tickets: LoggedCall['tickets']): LoggedCall => ({ entry: { ...lineOfDraft(draft), ticketNumbers: [] }, tickets })
    const none = () => null
    expect(lastRedCall([logged(calm, [ticketOf(calm)]), logged(red, [ticketOf(red)])], none)).toBe(red.call.callId)
    expect(lastRedCall([logged(calm, []), logged(red, [])], (callId: CallId) => (callId === red.call.callId ? 'RED' : null))).toBe(red.call.callId)
    expect(lastRedCall([logged(calm, [ticketOf(calm)])], none)).toBeNull()
  })
})
