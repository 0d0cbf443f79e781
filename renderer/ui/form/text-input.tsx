import type { HTMLAttributes } from 'react'
import { useFieldProps } from './field'
import classes from './field.module.css'
import { useBufferedText } from './use-buffered-text'

export interface TextInputProps {
  readonly value: string
  readonly placeholder?: string
  readonly maxLength: number
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode']
  readonly label?: string
  /** What stands there unless something is typed, rather than a hint. */
  readonly placeholderIsValue?: boolean
  onChange(text: string): void
}

/** One line of text. */
export function TextInput({ value, placeholder, maxLength, inputMode, label, placeholderIsValue = false, onChange }: TextInputProps) {
  const field = useFieldProps()
  const buffer = useBufferedText(value, onChange)
  return (
    <input
      {...(label === undefined ? field : { 'aria-label': label })}
      className={classes.input}
      data-default={placeholderIsValue}
      value={buffer.text}
      placeholder={placeholder}
      maxLength={maxLength}
      inputMode={inputMode}
      autoComplete="off"
      spellCheck={false}
      onChange={(event) => buffer.change(event.target.value)}
      onBlur={() => buffer.flush()}
      onCompositionStart={() => buffer.compositionStart()}
      onCompositionEnd={(event) => buffer.compositionEnd(event.currentTarget.value)}
    />
  )
}
