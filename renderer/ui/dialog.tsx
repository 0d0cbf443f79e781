import { Modal, type ModalProps } from '@mantine/core'
import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface DialogProps extends Pick<ModalProps, 'title' | 'size' | 'withCloseButton'> {
  readonly children: ReactNode
  onClose(): void
}

/**
 * Lies over the screen and has the keyboard from the key that opened it on: what is marked `data-autofocus` in it, or else
 * whatever takes the focus by itself. The modal's own trap gives the focus only in a later task, and what is typed in between
 * would go to the form below.
 */
export function Dialog({ children, ...rest }: DialogProps) {
  const { t } = useTranslation()
  return (
    <Modal opened lockScroll={false} closeButtonProps={{ 'aria-label': t('app.common.close') }} {...rest}>
      <FocusAtOnce />
      {children}
    </Modal>
  )
}

function FocusAtOnce() {
  const here = useRef<HTMLSpanElement>(null)
  useLayoutEffect(() => {
    here.current?.closest('[role="dialog"]')?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true })
  }, [])
  return <span ref={here} hidden />
}
