import { useLayoutEffect } from 'react'
import type { RefObject } from 'react'
import { moveFocus } from './keys'
import type { Move } from './keys'

export function itemsOf(list: Element): readonly HTMLElement[] {
  return [...list.querySelectorAll<HTMLElement>('[data-item]')]
}

/**
 * One stop of the Tab key for each list, wherever the arrows have left it (WAI-ARIA, roving tabindex). When the row that had the
 * focus goes, the one in its place has it: a lead who walks along a moving list must not be thrown out of it.
 */
export function useRoving(element: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const list = element.current
    if (list === null) return
    const items = itemsOf(list)
    const last = Number(list.dataset['last'] ?? 0)
    const stop = items[Math.min(last, items.length - 1)]
    for (const item of items) item.tabIndex = item === stop ? 0 : -1
    if (list.dataset['focused'] === 'true' && document.activeElement === document.body) stop?.focus()
  })
  useLayoutEffect(() => {
    const list = element.current
    if (list === null) return
    const came = (event: FocusEvent) => {
      const at = itemsOf(list).indexOf(event.target as HTMLElement)
      if (at < 0) return
      list.dataset['last'] = String(at)
      list.dataset['focused'] = 'true'
      for (const item of itemsOf(list)) item.tabIndex = item === event.target ? 0 : -1
    }
    const left = (event: FocusEvent) => {
      if (event.target instanceof HTMLElement && event.target.isConnected) list.dataset['focused'] = 'false'
    }
    list.addEventListener('focusin', came)
    list.addEventListener('focusout', left)
    return () => {
      list.removeEventListener('focusin', came)
      list.removeEventListener('focusout', left)
    }
  }, [element])
}

/** Moves the focus within the list that it is in; from nowhere into the first list. Whether there was somewhere to go. */
export function moveWithin(page: Document, by: Move): boolean {
  const scope = page.querySelector('dialog[open]') ?? page
  const list = page.activeElement?.closest('[data-list]') ?? scope.querySelector('[data-list]:has([data-item])')
  if (list === null) return false
  const items = itemsOf(list)
  const at = items.indexOf(page.activeElement as HTMLElement)
  const spots = items.map((item) => {
    const { left, top } = item.getBoundingClientRect()
    return { x: left, y: top }
  })
  const next = items[moveFocus(spots, at, by)]
  next?.focus()
  return next !== undefined
}
