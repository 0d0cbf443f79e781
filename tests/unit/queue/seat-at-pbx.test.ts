import { describe, expect, it } from 'vitest'
import { pauseDigits, pauseReasonOf } from '../../../shared/calls/pause-codes'
import { seatAtPbx, seatAtPbxSchema } from '../../../shared/queue/seat-at-pbx'

const available = { membership: 'available', reason: null, device: 'idle' } as const
const paused = (reason: string | null) => ({ membership: 'paused', reason, device: 'idle' }) as const

describe('one seat as a PBX has it over all its queues', () => {
  it('is in no queue, called by all, or paused in all for what its pause code said', () => {
    expect(seatAtPbx([]).membership).toBe('out')
    expect(seatAtPbx([available, available])).toEqual({ membership: 'ready', device: 'idle' })
    expect(seatAtPbx([paused('reason-2'), paused('reason-2')]).membership).toBe('break')
  })

  it('is called by some queues and paused in others', () => {
    expect(seatAtPbx([paused('reason-2'), available]).membership).toBe('ready-in-part')
  })

  it('is paused for nothing that is known here: no reason, words of the PBX’s own, or several', () => {
    for (const members of [[paused(null)], [paused('Mittag')], [paused('reason-9')], [paused('reason-2'), paused('reason-3')]]) {
      expect(seatAtPbx(members).membership).toBe('paused-otherwise')
    }
  })

  it('has one telephone: whatever keeps it busy counts', () => {
    expect(seatAtPbx([available, { ...available, device: 'ringing' }]).device).toBe('ringing')
    expect(seatAtPbx([{ ...available, device: 'unavailable' }]).device).toBe('unavailable')
    expect(seatAtPbx([]).device).toBe('unknown')
  })

  it('reads every pause that a seat or a lead can ask for', () => {
    for (const [reason, digit] of Object.entries(pauseDigits)) {
      for (const kept of [`reason-${digit}`, digit, reason]) expect(pauseReasonOf(kept)).toBe(reason)
      expect(seatAtPbxSchema.parse(seatAtPbx([paused(`reason-${digit}`)])).membership).toBe(reason)
    }
  })
})
