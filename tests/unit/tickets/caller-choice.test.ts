import { describe, expect, it } from 'vitest'
import { callerOf, choiceOf, withAnonymity } from '../../../shared/tickets/caller-choice'
import { callerFactsOf } from '../../../shared/tickets/submit-draft'
import { draftOf, testUuid } from '../../support/drafts'

const newId = () => testUuid(7)

describe('who is on the line', () => {
  it('is written down as it was chosen', () => {
    for (const [who, personId, relation] of [
      ['new-person', testUuid(7), 'new'], ['someone-else-here', testUuid(7), 'someone-else'], ['anonymous', null, 'anonymous'],
    ] as const) {
      const draft = draftOf(1, { caller: callerOf(who, newId) })
      expect(choiceOf(draft)).toBe(who)
      expect(callerFactsOf(draft)).toMatchObject({ personId, relation })
    }
  })

  it('is anonymous by the tick of the form as by the choice', () => {
    const ticked = withAnonymity(draftOf(1), true)
    expect(choiceOf(ticked)).toBe('anonymous')
    expect(choiceOf(withAnonymity(ticked, false))).toBeNull()
  })

  it('is not anonymous any more when the tick is taken away from who was chosen as such', () => {
    const chosen = draftOf(1, { caller: { kind: 'anonymous' }, values: { anonymous: true } })
    expect(callerFactsOf(withAnonymity(chosen, false)).relation).not.toBe('anonymous')
  })

  it('stays the picked person under a tick that comes and goes', () => {
    const picked = draftOf(1, { caller: { kind: 'known', personId: testUuid(3) } })
    expect(withAnonymity(withAnonymity(picked, true), false).caller).toEqual(picked.caller)
  })
})
