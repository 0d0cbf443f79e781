import { useEffect, useRef, useState } from 'react'
import { useFieldProps } from './field'
import classes from './field.module.css'
import { useFlush } from './flush-scope'

/** What a text means, or what to say about it. */
export type Typed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

export interface TypedInputProps<T> {
  readonly value: T | undefined
  /** What was typed earlier and could not be read: it stands in the field until something else does. */
  readonly unread: string | undefined
  /** As it stands in the field; `edit` = while it is being typed, where that differs. */
  format(value: T): string
  edit?(value: T): string
  /** Never called with nothing. */
  parse(text: string): Typed<T>
  readonly maxLength: number
  readonly placeholder?: string
  readonly strong?: boolean
  readonly label?: string
  readonly invalid?: boolean
  /** With every key: the value, or the words that mean none. Whoever holds the one lets go of the other. */
  onRead(value: T | undefined, unread: string | undefined): void
  /** Nobody is told what is wrong with words that are still being typed. */
  onTyping?(isTyping: boolean): void
}

/**
 * A value that is typed as text: money, counts, dates. It is read with every key, so that what follows from it moves along,
 * and is put into its own form when the field is left. What cannot be read is handed over as it was typed. While an input
 * method composes nothing is read, and the form is told that words are held back.
 */
export function TypedInput<T>(props: TypedInputProps<T>) {
  const { value, unread, format, edit = format, parse, maxLength, placeholder, strong = false, label, invalid = false, onRead, onTyping } = props
  const field = useFieldProps()
  const [typing, setTyping] = useState<string | null>(null)
  const composed = useRef<string | null>(null)
  const isComposing = useRef(false)

  const read = (text: string) => {
    const bare = text.trim()
    const typed = bare === '' ? null : parse(bare)
    if (typed === null) onRead(undefined, undefined)
    else if (typed.ok) onRead(typed.value, undefined)
    else onRead(undefined, text)
  }
  const latest = useRef<() => void>(() => undefined)
  const setHolding = useFlush(() => latest.current())
  const handOver = () => {
    if (composed.current === null) return
    const text = composed.current
    composed.current = null
    read(text)
    setHolding(false)
  }
  useEffect(() => {
    latest.current = handOver
  })
  return (
    <input
      {...(label === undefined ? field : { 'aria-label': label, 'aria-invalid': invalid })}
      className={classes.input}
      data-strong={strong && value !== undefined}
      value={typing ?? unread ?? (value === undefined ? '' : format(value))}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      maxLength={maxLength}
      onFocus={(event) => {
        if (typing === null) setTyping(unread ?? (value === undefined ? null : edit(value)))
        const input = event.currentTarget
        queueMicrotask(() => input.select())
      }}
      onChange={(event) => {
        setTyping(event.target.value)
        onTyping?.(true)
        if (!isComposing.current) return read(event.target.value)
        composed.current = event.target.value
        setHolding(true)
      }}
      onBlur={() => {
        isComposing.current = false
        handOver()
        setTyping(null)
        onTyping?.(false)
      }}
      onCompositionStart={() => {
        isComposing.current = true
      }}
      onCompositionEnd={(event) => {
        isComposing.current = false
        composed.current = event.currentTarget.value
        handOver()
      }}
    />
  )
}
