import { Popover } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { isComposing } from '../is-composing'
import classes from './combo.module.css'

/**
 * A panel beside its button that is worked by keys: focus goes in when it opens and back where it was when it closes
 * (Esc, or the button again).
 */
export function Disclosure(props: {
  readonly opened: boolean
  readonly label: string
  readonly target: ReactNode
  readonly children: ReactNode
  onClose(): void
}) {
  return (
    <Popover
      opened={props.opened}
      onChange={(opened) => {
        if (!opened) props.onClose()
      }}
      position="top-start"
      offset={4}
      shadow="none"
      transitionProps={{ duration: 0 }}
      classNames={{ dropdown: classes.dropdown ?? '' }}
      closeOnEscape={false}
    >
      <Popover.Target>{props.target}</Popover.Target>
      <Popover.Dropdown aria-label={props.label}>
        <Panel onClose={props.onClose}>{props.children}</Panel>
      </Popover.Dropdown>
    </Popover>
  )
}

function Panel({ children, onClose }: { readonly children: ReactNode; onClose(): void }) {
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const before = document.activeElement
    panel.current?.querySelector<HTMLElement>('[tabindex="0"], input, button')?.focus({ preventScroll: true })
    return () => {
      if (before instanceof HTMLElement && (document.activeElement === document.body || document.activeElement === null)) before.focus()
    }
  }, [])
  return (
    <div
      ref={panel}
      role="presentation"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return
        event.preventDefault()
        event.stopPropagation()
        onClose()
      }}
    >
      {children}
    </div>
  )
}
