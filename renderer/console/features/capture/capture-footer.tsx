import { Menu } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MissingField } from '../../../../shared/tickets/fields/missing-fields'
import type { PendingTag } from '../../../../shared/tickets/tags/pending'
import type { NoContentKind } from '../../../../shared/tickets/ticket-event'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './capture-footer.module.css'
import type { CaptureCommand } from './capture-lists'
import { fieldName } from './field-name'

/** Whom a caller may be passed on to; the number is what the order keeps. */
const passTargets = ['12345', '12333', '12348', '12356', '110', '120', 'other'] as const

const noContentKinds: readonly NoContentKind[] = ['silent', 'wrong-number', 'nuisance', 'sales', 'dropped']

export interface CaptureFooterProps {
  /** What a dispatched order lacks (or the direct answer, when `requestType` asks for nothing more). */
  readonly missing: readonly MissingField[]
  readonly pending: readonly PendingTag[]
  readonly requestType: string | null
  /** Set when the call belongs to an open order: its number. */
  readonly mergedInto: string | null
  readonly busy: boolean
  /** Why the last submit was refused, in words. */
  readonly problem?: string | null
  riskName(code: string): string
  keysOf(command: CaptureCommand): string | null
  keepForLater(): void
  answerDirectly(): void
  submit(): void
  /** The caller was put through or sent elsewhere: a number, or `other`. */
  passOn(to: string): void
  closeWithoutContent(kind: NoContentKind): void
  /** The call stands for itself again, also when the order it was to go into is no longer to be seen. */
  undoMerge(): void
}

/** What is still missing, and the ways out of the call. Nothing is greyed out: a key that is pressed says what it lacks. */
export function CaptureFooter(props: CaptureFooterProps) {
  const { t } = useTranslation()
  const { requestType, mergedInto, busy, keysOf } = props
  const isNoContent = requestType === 'WX'
  const lacks = [
    ...props.missing.map(({ key, blocks }) => ({ key: key as string, words: t(fieldName(key)), blocks })),
    ...props.pending.map((tag) => ({ key: tag.code + ('risk' in tag ? tag.risk : ''), words: t(`tags.pending.${tag.code}`, 'risk' in tag ? { risk: props.riskName(tag.risk) } : {}), blocks: tag.blocks })),
  ].filter(({ words }, at, all) => all.findIndex((each) => each.words === words) === at).sort((one, other) => Number(other.blocks) - Number(one.blocks))
  return (
    <footer className={classes.footer} aria-label={t('capture.ways')}>
      <p className={classes.missing} data-testid="missing" title={lacks.map(({ words }) => words).join(t('app.list.items'))}>
        {props.problem != null && props.problem !== ''
          ? <b className={classes.problem} role="alert">{props.problem}</b>
          : isNoContent ? t('capture.noContentHow')
            : lacks.length === 0 ? t('capture.complete')
              : <>{t('capture.missing')}{lacks.map(({ key, words, blocks }, index) => <span key={key}>{index > 0 && t('app.list.items')}{blocks ? <b>{words}</b> : words}</span>)}</>}
      </p>
      {isNoContent
        ? <NoContent choose={props.closeWithoutContent} busy={busy} />
        : (
          <div className={classes.ways}>
            <button type="button" className={classes.button} data-command="keep-for-later" disabled={busy} onClick={props.keepForLater} title={keysOf('keep-for-later') ?? undefined}>{t('capture.keep')}</button>
            {mergedInto !== null && <button type="button" className={classes.button} disabled={busy} onClick={props.undoMerge}>{t('capture.undoMerge')}</button>}
            {mergedInto === null && <PassOn busy={busy} passOn={props.passOn} />}
            {mergedInto === null && <button type="button" className={classes.button} data-command="answer-directly" disabled={busy} onClick={props.answerDirectly} title={keysOf('answer-directly') ?? undefined}>{t('capture.answered')}</button>}
            <button type="button" className={classes.main} data-command="submit" disabled={busy} onClick={props.submit}>
              {mergedInto === null ? t('capture.dispatch') : t('capture.mergeAndChase')}
              {keysOf('submit') !== null && <Kbd keys={keysOf('submit') ?? ''} tone="on-accent" />}
            </button>
          </div>
        )}
    </footer>
  )
}

function PassOn({ busy, passOn }: { readonly busy: boolean; passOn(to: string): void }) {
  const { t } = useTranslation()
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target><button type="button" className={classes.button} disabled={busy}>{t('capture.passOn')}</button></Menu.Target>
      <Menu.Dropdown>
        {passTargets.map((target) => <Menu.Item key={target} onClick={() => passOn(target)}>{t(`capture.passTo.${target}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

/** One key ends a call without content. */
function NoContent({ choose, busy }: { readonly busy: boolean; choose(kind: NoContentKind): void }) {
  const { t } = useTranslation()
  const group = useRef<HTMLDivElement>(null)
  useEffect(() => {
    group.current?.focus()
  }, [])
  return (
    <div
      ref={group}
      role="group"
      tabIndex={-1}
      aria-label={t('capture.noContent')}
      className={classes.ways}
      onKeyDown={(event) => {
        if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || busy) return
        const kind = /^[1-5]$/.test(event.key) ? noContentKinds[Number(event.key) - 1] : undefined
        if (kind === undefined) return
        event.preventDefault()
        choose(kind)
      }}
    >
      {noContentKinds.map((kind, index) => (
        <button key={kind} type="button" className={classes.button} disabled={busy} onClick={() => choose(kind)}><Kbd keys={String(index + 1)} />{t(`capture.noContentKind.${kind}`)}</button>
      ))}
    </div>
  )
}
