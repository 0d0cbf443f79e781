import type { DeclineReason } from '../../shared/calls/call'
import { callIdOf, waitedSeconds } from './ring-state'
import type { RingState } from './ring-state'
import { fill } from './words'
import type { Words } from './words'

export interface RingActions {
  answer(): void
  decline(reason: DeclineReason): void
  /** Opens or closes the choice of a reason. */
  setDeclining(isDeclining: boolean): void
}

export interface RingView {
  /** Other words from the next drawing on; the fixed ones at once. */
  speak(words: Words): void
  render(state: RingState, now: number): void
}

/** Fills the page's own elements; every text goes in as text, never as markup. */
export function createRingView(document: Document, firstWords: Words, isPractice: boolean, actions: RingActions): RingView {
  const element = (id: string) => {
    const found = document.getElementById(id)
    if (found === null) throw new Error(`the page has no #${id}`)
    return found
  }
  const [ring, title, waited, number, origin] = ['ring', 'title', 'waited', 'number', 'origin'].map(element)
  const [answer, decline, back] = ['answer', 'decline', 'back'].map(element)
  const [choice, why] = ['actions', 'why'].map(element)

  let words = firstWords

  element('practice').hidden = !isPractice
  ring?.classList.toggle('practice', isPractice)
  answer?.addEventListener('click', () => actions.answer())
  decline?.addEventListener('click', () => actions.setDeclining(true))
  back?.addEventListener('click', () => actions.setDeclining(false))
  for (const reason of Object.keys(words.reason) as DeclineReason[]) {
    buttonFor(reason)?.addEventListener('click', () => actions.decline(reason))
  }

  function buttonFor(reason: DeclineReason) {
    return document.querySelector(`[data-reason="${reason}"]`)
  }

  function speak(next: Words) {
    words = next
    write(answer, words.answer)
    write(decline, words.decline)
    write(back, words.back)
    write(element('why-title'), words.why)
    write(element('practice'), words.practice)
    for (const [reason, text] of Object.entries(words.reason) as [DeclineReason, string][]) write(buttonFor(reason), text)
  }

  speak(firstWords)
  return {
    speak,
    render(state, now) {
      const seconds = waitedSeconds(state, now)
      const queue = state.card?.queue ?? state.call?.queue ?? null
      const parts = [state.card?.place, queue === null ? null : fill(words.queue, { queue })]
      write(title, titleOf(state, words))
      write(waited, seconds === null ? '' : fill(words.waited, { count: seconds }))
      write(number, numberOf(state, words))
      write(origin, parts.filter((part) => part !== null && part !== undefined && part !== '').join(' · '))
      hide(ring, callIdOf(state) === null)
      hide(choice, state.isDeclining)
      hide(why, !state.isDeclining)
    },
  }
}

function titleOf(state: RingState, words: Words): string {
  if (state.problem !== null) return words[state.problem]
  return state.call?.state === 'answering' ? words.answering : words.title
}

function numberOf({ card, call }: RingState, words: Words): string {
  const masked = card === null ? call?.maskedNumber : card.maskedNumber
  return masked === null || masked === undefined || masked === '' ? words.withheld : masked
}

/** Writes only what has changed, so that a screen reader is not told the same twice. */
function write(element: Element | null | undefined, text: string): void {
  if (element !== null && element !== undefined && element.textContent !== text) element.textContent = text
}

function hide(element: HTMLElement | undefined, isHidden: boolean): void {
  if (element !== undefined) element.hidden = isHidden
}
