// @vitest-environment happy-dom
import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { beforeAll, describe, expect, test } from 'vitest'
import { MissedList } from '../../../renderer/wall/action-tiles'
import { wallView } from '../../../renderer/wall/wall-view'
import app from '../../../shared/i18n/locales/zh-CN/app.json'
import words from '../../../shared/i18n/locales/zh-CN/wall.json'
import type { LostCallTry } from '../../../shared/metrics/lost-call'
import { InWords } from '../../support/in-words'
import { begun, practiceFloor, seat } from './floor.fixture'

beforeAll(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
})

/** What the lead's wall says of a caller who gave up and was rung back in vain like this. */
async function saidOf(...tries: readonly LostCallTry[]): Promise<string> {
  const lost = { queueCallId: 'm', maskedNumber: '154****7777', callerKey: 'k', queue: 'labour', lostAt: [begun], waitedMs: 9_000, tries, state: 'lost' } as const
  const view = wallView({ ...practiceFloor().facts(), seats: [seat('8006', 'ready', { extension: '1003' })], missed: [lost] }, begun)
  const place = document.body.appendChild(document.createElement('div'))
  const root = createRoot(place)
  const nothing = { acknowledge: () => undefined, advance: null, dial: null }
  await act(async () => root.render(<InWords words={{ app, wall: words }}><MissedList view={view} actions={nothing} show={() => undefined} isWhole /></InWords>))
  const text = place.textContent ?? ''
  await act(async () => root.unmount())
  place.remove()
  return text
}

describe('a caller who gave up and was rung back in vain', () => {
  test('stands with the seat that has rung him last, where the PBX has told of it', async () => {
    expect(await saidOf({ at: begun, from: '1003' })).toMatch(/回拨 1 次没接 · 由 8006 \d\d:\d\d 回拨/)
    expect(await saidOf({ at: begun, from: '1003' }, { at: begun + 60_000, from: null })).toMatch(/回拨 2 次没接 · 由 8006/)
  })

  test('stands with the telephone where nobody sits at it any more, and with neither where only a person has said so', async () => {
    expect(await saidOf({ at: begun, from: '1009' })).toContain('由分机 1009')
    const said = await saidOf({ at: begun, from: null })
    expect(said).toContain('回拨 1 次没接')
    expect(said).not.toContain('由')
  })
})
