// @vitest-environment happy-dom
import { act, type ReactNode } from 'react'
import { createRoot } from 'react-dom/client'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { FaultBoundary } from '../../../../renderer/console/app/fault-boundary'
import { PageLost } from '../../../../renderer/console/app/fault-screens'
import { followFaults, type Faults } from '../../../../renderer/console/app/faults'
import { saveAll } from '../../../../renderer/console/app/save-all'
import { reloadOnce } from '../../../../renderer/ui/reload-once'
import fault from '../../../../shared/i18n/locales/zh-CN/fault.json'
import { ok } from '../../../../shared/lib/result'
import { draftOf } from '../../../support/drafts'
import { InWords } from '../../../support/in-words'
import { createFakeLingxi } from '../../../support/fake-lingxi'
import { createActingSeat } from './acting-seat.fixture'

/** What the boundary was told of. */
const reported: unknown[] = []

beforeAll(() => {
  ;(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true
})
afterEach(() => {
  reported.splice(0)
  document.body.replaceChildren()
  vi.restoreAllMocks()
})

/** Draws, and draws again; React's own remarks on a caught error are not this test's business. */
async function draw(first: ReactNode): Promise<(next: ReactNode) => Promise<void>> {
  vi.spyOn(console, 'error').mockReturnValue(undefined)
  const root = createRoot(document.body.appendChild(document.createElement('div')))
  const show = (node: ReactNode) => act(async () => root.render(<InWords words={{ fault }}>{node}</InWords>))
  await show(first)
  return show
}

const find = (selector: string) => document.querySelector<HTMLElement>(selector)
const press = (selector: string) => act(async () => find(selector)?.click())
const broken = { now: true }
function Fragile() {
  if (broken.now) throw new TypeError('cannot read 段满仓 of undefined')
  return <p id="whole">整</p>
}

describe('a part of the screen that fails while it is drawn', () => {
  const part = (shows: string) => (
    <>
      <p id="beside">通话 04:43</p>
      <FaultBoundary shows={shows} report={(thrown) => reported.push(thrown)} renderFault={({ times, again }) => <button type="button" id="again" onClick={again}>{times}</button>}>
        <Fragile />
      </FaultBoundary>
    </>
  )

  it('leaves what stands beside it alone, and comes back when it is asked to', async () => {
    broken.now = true
    await draw(part('a'))
    expect(find('#beside')).not.toBeNull()
    expect(find('#again')?.textContent).toBe('1')
    await press('#again')
    expect(find('#again')?.textContent).toBe('2')
    expect(reported).toHaveLength(2)
    broken.now = false
    await press('#again')
    expect(find('#whole')).not.toBeNull()
  })

  it('is forgotten when something else stands in its place', async () => {
    broken.now = true
    const show = await draw(part('a'))
    broken.now = false
    await show(part('a'))
    expect(find('#again')).not.toBeNull()
    await show(part('b'))
    expect(find('#whole')).not.toBeNull()
  })
})

describe('a page that fails while it is drawn', () => {
  function faults(reloads: boolean) {
    const done: string[] = []
    const all: Faults = {
      report: () => undefined,
      reload: () => void done.push('reload'),
      reloadOnce() {
        done.push('once')
        return reloads
      },
    }
    return { all, done }
  }

  it('saves first and is loaded anew by itself', async () => {
    const { all, done } = faults(true)
    const save = async () => {
      done.push('saved')
      return true
    }
    await draw(<PageLost thrown={new TypeError('段满仓')} faults={all} save={save} />)
    expect(done).toEqual(['saved', 'once'])
    expect(find('[data-testid="page-lost"]')?.dataset['outlook']).toBe('trying')
  })

  it('stays and says so when that has not helped, with the kind of the error and nothing of its text', async () => {
    const { all, done } = faults(false)
    await draw(<PageLost thrown={new TypeError('段满仓')} faults={all} />)
    expect(done).toEqual(['once'])
    expect(find('[data-testid="page-lost"]')?.textContent).toMatch(/TypeError/)
    expect(document.body.textContent).not.toContain('段满仓')
    await press('[data-testid="reload"]')
    expect(done).toEqual(['once', 'reload'])
  })

  it('is not loaded anew while words are in its memory only', async () => {
    const { all, done } = faults(true)
    await draw(<PageLost thrown={new Error()} faults={all} save={async () => false} />)
    expect(done).toEqual([])
    expect(find('[data-testid="page-lost"]')?.dataset['outlook']).toBe('unsaved')
  })
})

describe('saving everything before the page is given up', () => {
  it('takes words that no pause has saved yet to the disk', async () => {
    const draft = draftOf(1)
    const seat = createActingSeat([draft])
    seat.keeper.change(draft.id, (now) => ({ ...now, values: { description: '欠薪四十万' } }))
    expect(await saveAll(seat.keeper)).toBe(true)
    expect(seat.disk.get(draft.id)?.values.description).toBe('欠薪四十万')
  })

  it('says that it is not done when the disk takes nothing', async () => {
    const draft = draftOf(1)
    const seat = createActingSeat([draft])
    seat.broken.disk = true
    seat.keeper.change(draft.id, (now) => ({ ...now, values: { description: '欠薪四十万' } }))
    expect(await saveAll(seat.keeper)).toBe(false)
  })
})

describe('loading a page anew by itself', () => {
  function page() {
    const kept = new Map<string, string>()
    const seen = { now: 1_000_000, loads: 0 }
    const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) }
    return { seen, fails: () => reloadOnce({ storage, now: () => seen.now, reload: () => void (seen.loads += 1) }) }
  }

  it('happens once, however often the page fails after it', () => {
    const { seen, fails } = page()
    const tries = Array.from({ length: 50 }, () => {
      seen.now += 5_000
      return fails()
    })
    expect([tries[0], tries.slice(1).some(Boolean), seen.loads]).toEqual([true, false, 1])
  })

  it('may happen again after a quiet time', () => {
    const { seen, fails } = page()
    fails()
    seen.now += 11 * 60_000
    expect(fails()).toBe(true)
  })

  it('does not happen where nothing can be remembered', () => {
    const throws = () => {
      throw new DOMException('no storage', 'SecurityError')
    }
    expect(reloadOnce({ storage: { getItem: throws, setItem: throws }, now: () => 0, reload: throws })).toBe(false)
  })
})

describe('what nobody in the page has caught', () => {
  it('is told to main by name and code, without its text, and not for ever', async () => {
    const told: unknown[] = []
    const { lingxi, problems } = createFakeLingxi('console', {
      reportProblem: (report) => {
        told.push(report)
        return ok(undefined)
      },
    })
    followFaults(lingxi, window)
    const error = Object.assign(new RangeError('李敏 15400000012'), { code: 'ERANGE' })
    window.dispatchEvent(new ErrorEvent('error', { error }))
    window.dispatchEvent(Object.assign(new Event('unhandledrejection'), { reason: '李敏' }))
    for (let time = 0; time < 100; time += 1) window.dispatchEvent(new ErrorEvent('error', { error }))
    await vi.waitFor(() => expect(told).toHaveLength(20))
    expect(told.slice(0, 2)).toEqual([
      { code: 'console-page-error', facts: { name: 'RangeError', code: 'ERANGE' } },
      { code: 'console-page-rejection', facts: { name: 'string', code: null } },
    ])
    expect(problems).toEqual([])
  })
})
