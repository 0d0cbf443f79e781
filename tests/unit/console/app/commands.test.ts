import { describe, expect, it } from 'vitest'
import { mayAct } from '../../../../renderer/console/app/commands'
import { commandList } from '../../../../renderer/console/app/command-list'

describe('the keys under something that lies over the screen', () => {
  it('all act when nothing does', () => {
    expect(commandList.filter(({ id }) => !mayAct(id, null))).toEqual([])
  })

  it('are those of the call and of the way out alone', () => {
    for (const overlay of ['search', 'decline', 'dial-pad', 'key-map'] as const) {
      expect(['submit', 'answer-directly', 'keep-for-later', 'pick-1', 'merge', 'suggestion-no'].filter((id) => mayAct(id as never, overlay))).toEqual([])
      expect(['answer', 'hang-up', 'mute', 'search', 'go-seat'].filter((id) => !mayAct(id as never, overlay))).toEqual([])
    }
  })
})
