import { Popover } from '@mantine/core'
import { useCallback, useId, useImperativeHandle, useRef, useState, type ComponentProps, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { isComposing } from '../is-composing'
import { Kbd } from '../kbd'
import { useFieldProps } from './field'
import fieldClasses from './field.module.css'
import classes from './combo.module.css'

export interface ComboHandle {
  /** Gives the focus and shows the list, also with nothing typed. */
  open(): void
}

export interface ComboProps<T> {
  readonly label: string
  readonly query: string
  readonly options: readonly T[]
  keyOf(option: T): string
  readonly placeholder?: string
  /** A free text keeps what is typed and only offers; a choice takes the first option unless another is pointed at. */
  readonly kind: 'choice' | 'free-text'
  /** Whether the focus alone opens the list; else it waits for a word, arrow down or `open`, and covers nothing until then. */
  readonly opensEmpty?: boolean
  readonly footer?: ReactNode
  readonly maxLength: number
  readonly handle?: Ref<ComboHandle> | undefined
  /** Whether this digit, typed now, chooses by place instead of joining the text. */
  digitChooses?(digit: number): boolean
  renderOption(option: T): ReactNode
  onQuery(query: string): void
  onChoose(option: T): void
  /** Enter: on to the next field. `taken` = an option was chosen with it. */
  onDone?(taken: boolean): void
  onBlur?(): void
  /** Backspace with nothing typed. */
  onBack?(): void
  onFocus?(): void
  onCompositionStart?(): void
  onCompositionEnd?(text: string): void
}

/**
 * An input with a list to choose from: arrows move, Enter or Tab takes, Esc closes, digits choose by place where they
 * mean nothing else. No key counts while an input method composes: its Enter, space and digits belong to the text.
 */
export function Combo<T>(props: ComboProps<T>) {
  const { label, query, options, keyOf, kind, digitChooses, onQuery, onChoose, onDone } = props
  const field = useFieldProps()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [state, setState] = useState<{ readonly open: boolean; readonly active: number }>({ open: false, active: -1 })
  const isTyped = query.trim() !== ''
  const isOpen = state.open && options.length > 0
  const first = kind === 'choice' && isTyped ? 0 : -1
  const active = isOpen ? Math.min(state.active < 0 ? first : state.active, options.length - 1) : -1

  useImperativeHandle(props.handle, () => ({
    open: () => {
      input.current?.focus()
      setState({ open: true, active: -1 })
    },
  }), [])
  const take = (index: number): boolean => {
    const option = options[index]
    if (option === undefined) return false
    setState({ open: false, active: -1 })
    onChoose(option)
    return true
  }
  const move = (step: number) => {
    if (options.length === 0) return
    const from = isOpen ? active : step > 0 ? -1 : 0
    setState({ open: true, active: (from + step + options.length) % options.length })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    const digit = isOpen && /^[1-9]$/.test(event.key) ? Number(event.key) : 0
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter') {
      const taken = active >= 0 && take(active)
      if (!taken) setState({ open: false, active: -1 })
      onDone?.(taken)
    } else if (event.key === 'Tab') {
      // Tab keeps its way; what is pointed at is taken along.
      if (active >= 0 && isTyped) take(active)
      return
    } else if (event.key === 'Escape' && isOpen) setState({ open: false, active: -1 })
    else if (event.key === 'Backspace' && query === '' && props.onBack !== undefined) props.onBack()
    else if (digit > 0 && digit <= options.length && digitChooses?.(digit) === true) {
      take(digit - 1)
      onDone?.(true)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    // Its own roles would take the field's id away, and with it the label.
    <Popover opened={isOpen} withRoles={false} position="bottom-start" width="target" offset={4} shadow="none" withinPortal transitionProps={{ duration: 0 }} classNames={{ dropdown: classes.dropdown ?? '' }}>
      <Popover.Target refProp="anchor">
        <ComboInput
          {...field}
          inputRef={input}
          aria-label={label}
          className={fieldClasses.input}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={isOpen}
          aria-controls={isOpen ? `${id}l` : undefined}
          aria-activedescendant={active >= 0 ? `${id}o${active}` : undefined}
          value={query}
          placeholder={props.placeholder}
          maxLength={props.maxLength}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            onQuery(event.target.value)
            setState({ open: true, active: -1 })
          }}
          onKeyDown={onKeyDown}
          onFocus={() => {
            props.onFocus?.()
            if (props.opensEmpty === true) setState({ open: true, active: -1 })
          }}
          onBlur={() => {
            setState({ open: false, active: -1 })
            props.onBlur?.()
          }}
          onCompositionStart={() => props.onCompositionStart?.()}
          onCompositionEnd={(event) => props.onCompositionEnd?.(event.currentTarget.value)}
        />
      </Popover.Target>
      <Popover.Dropdown>
        <ul role="listbox" id={`${id}l`} aria-label={label} className={classes.list}>
          {options.map((option, index) => (
            <li
              key={keyOf(option)}
              id={`${id}o${index}`}
              role="option"
              aria-selected={index === active}
              className={classes.option}
              // Before blur, so that the field keeps its focus.
              onMouseDown={(event) => {
                event.preventDefault()
                take(index)
                onDone?.(true)
              }}
            >
              {digitChooses !== undefined && index < 9 && <Kbd keys={String(index + 1)} />}
              {props.renderOption(option)}
            </li>
          ))}
        </ul>
        {props.footer !== undefined && <div className={classes.footer}>{props.footer}</div>}
      </Popover.Dropdown>
    </Popover>
  )
}

/** The list hangs on the whole box of the field and is as wide as it, not as the input between its neighbours. */
function ComboInput({ anchor, inputRef, ...props }: ComponentProps<'input'> & { readonly anchor?: (box: Element | null) => void; readonly inputRef: React.RefObject<HTMLInputElement | null> }) {
  const ref = useCallback((input: HTMLInputElement | null) => {
    inputRef.current = input
    anchor?.(input?.closest('[data-field-box]') ?? input)
  }, [anchor, inputRef])
  return <input ref={ref} {...props} />
}
