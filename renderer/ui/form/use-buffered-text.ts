import { useEffect, useRef, useState } from 'react'
import { useFlush } from './flush-scope'

export interface BufferedText {
  readonly text: string
  change(text: string): void
  /** Hands over at once what is held back. */
  flush(): void
  /** What stands there from now on; whoever calls this hands it over. What was held back is forgotten. */
  replace(text: string): void
  compositionStart(): void
  compositionEnd(text: string): void
}

/**
 * Text that is painted at once and handed over after a short pause, so that a key never waits for the rest of the screen.
 * Typing that never pauses is handed over all the same, once a second, so that it is saved. While an input method
 * composes nothing is handed over: half a syllable is no text.
 */
export function useBufferedText(value: string, onChange: (text: string) => void, delayMs = 100, longestMs = 1000): BufferedText {
  const [text, setText] = useState(value)
  const held = useRef<string | null>(null)
  const handed = useRef(value)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  const isComposing = useRef(false)
  const heldSince = useRef(0)

  const latest = useRef<() => void>(() => undefined)
  const setHolding = useFlush(() => latest.current())
  const stop = () => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
  }
  const flush = () => {
    stop()
    if (held.current === null) return
    const next = held.current
    held.current = null
    handed.current = next
    onChange(next)
    setHolding(false)
  }
  useEffect(() => {
    latest.current = flush
  })
  const hold = (next: string) => {
    if (held.current === null) {
      heldSince.current = Date.now()
      setHolding(true)
    }
    held.current = next
    stop()
    const left = heldSince.current + longestMs - Date.now()
    if (!isComposing.current) timer.current = setTimeout(() => latest.current(), Math.max(0, Math.min(delayMs, left)))
  }
  useEffect(() => {
    // From outside: another draft, a picked person, an inserted answer. Our own echo changes nothing.
    if (value === handed.current || held.current !== null) return
    handed.current = value
    setText(value)
  }, [value])

  return {
    text,
    change: (next) => {
      setText(next)
      hold(next)
    },
    flush,
    replace: (next) => {
      stop()
      held.current = null
      handed.current = next
      setText(next)
      setHolding(false)
    },
    compositionStart: () => {
      isComposing.current = true
      stop()
    },
    compositionEnd: (next) => {
      isComposing.current = false
      setText(next)
      hold(next)
    },
  }
}
