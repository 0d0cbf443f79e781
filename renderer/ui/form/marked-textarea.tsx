import { memo } from 'react'
import { useFieldProps } from './field'
import classes from './marked-textarea.module.css'
import { cutAtSpans, moveSpans, type MarkedSpan } from './marked-text'
import { useBufferedText } from './use-buffered-text'

export interface MarkedTextareaProps {
  readonly value: string
  /** For `value`; they move along with the words until new ones come. */
  readonly spans: readonly MarkedSpan[]
  readonly placeholder?: string
  readonly maxLength: number
  onChange(text: string): void
}

/**
 * Text whose words can be marked. What is typed lies in the textarea, transparent; below it the same text carries the
 * marks and gives the height. A key repaints this component only.
 */
export const MarkedTextarea = memo(function MarkedTextarea({ value, spans, placeholder, maxLength, onChange }: MarkedTextareaProps) {
  const field = useFieldProps()
  const buffer = useBufferedText(value, onChange)
  // The marks belong to the value they came with, which may be one step behind what is on the screen.
  const shown = moveSpans(spans, value, buffer.text)
  return (
    <div className={classes.stack}>
      <div className={classes.below} aria-hidden="true">
        {cutAtSpans(buffer.text, shown).map((piece, index) =>
          piece.look === null ? piece.text : <mark key={index} data-look={piece.look} className={classes.mark}>{piece.text}</mark>,
        )}
        {'\n'}
      </div>
      <textarea
        {...field}
        className={classes.text}
        value={buffer.text}
        placeholder={placeholder}
        maxLength={maxLength}
        spellCheck={false}
        onChange={(event) => buffer.change(event.target.value)}
        onBlur={() => buffer.flush()}
        onCompositionStart={() => buffer.compositionStart()}
        onCompositionEnd={(event) => buffer.compositionEnd(event.currentTarget.value)}
      />
    </div>
  )
})
