import { useState } from 'react'
import { useFieldProps } from './field'
import classes from './field.module.css'

/** What a text means, or what to say about it. */
export type Typed<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly message: string }

export interface TypedInputProps<T> {
  readonly value: T | undefined
  /** As it stands in the field; `edit` = while it is being typed, where that differs. */
  format(value: T): string
  edit?(value: T): string
  /** Never called with nothing. */
  parse(text: string): Typed<T>
  readonly placeholder?: string
  readonly strong?: boolean
  readonly label?: string
  onChange(value: T | undefined): void
  /** What is wrong with the typed text, once the field is left; null again when it is right. */
  onProblem?(message: string | null): void
}

/**
 * A value that is typed as text: money, counts, dates. It is read with every key, so that what follows from it moves along,
 * and is put into its own form when the field is left. What cannot be read stays as typed, never thrown away.
 */
export function TypedInput<T>(props: TypedInputProps<T>) {
  const { value, format, edit = format, parse, placeholder, strong = false, label, onChange, onProblem } = props
  const field = useFieldProps()
  const [typing, setTyping] = useState<string | null>(null)
  const [isComposing, setComposing] = useState(false)

  const read = (text: string) => {
    const bare = text.trim()
    onProblem?.(null)
    if (bare === '') onChange(undefined)
    else {
      const typed = parse(bare)
      if (typed.ok) onChange(typed.value)
    }
  }
  const leave = () => {
    if (typing === null) return
    const bare = typing.trim()
    const typed = bare === '' ? null : parse(bare)
    if (typed === null || typed.ok) return setTyping(null)
    onChange(undefined)
    onProblem?.(typed.message)
  }
  return (
    <input
      {...(label === undefined ? field : { 'aria-label': label })}
      className={classes.input}
      data-strong={strong && value !== undefined}
      value={typing ?? (value === undefined ? '' : format(value))}
      placeholder={placeholder}
      autoComplete="off"
      spellCheck={false}
      maxLength={60}
      onFocus={(event) => {
        if (typing === null && value !== undefined) setTyping(edit(value))
        const input = event.currentTarget
        queueMicrotask(() => input.select())
      }}
      onChange={(event) => {
        setTyping(event.target.value)
        if (!isComposing) read(event.target.value)
      }}
      onBlur={leave}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={(event) => {
        setComposing(false)
        read(event.currentTarget.value)
      }}
    />
  )
}
