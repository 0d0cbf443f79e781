import { Menu } from '@mantine/core'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MissingField } from '../../../../shared/tickets/fields/missing-fields'
import { keysOfReadSlots, type ReadSlot } from '../../../../shared/tickets/fields/unread-words'
import type { PendingTag } from '../../../../shared/tickets/tags/pending'
import type { NoContentKind } from '../../../../shared/tickets/ticket-event'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import classes from './capture-footer.module.css'
import type { CaptureCommand } from './capture-lists'
import { fieldName } from './field-name'
import { pendingValues } from './pending-words'

/** Where a caller may be told to turn; the number is what the order keeps. */
const passTargets = ['12345', '12333', '12348', '12356', '110', '120', 'other'] as const

/** Where Enter on the type 无效 leads. */
export const noContentId = 'no-content-kinds'

const noContentKinds: readonly NoContentKind[] = ['silent', 'wrong-number', 'nuisance', 'sales', 'dropped']

export interface CaptureFooterProps {
  /** What a dispatched order lacks (or the direct answer, when `requestType` asks for nothing more). */
  readonly missing: readonly MissingField[]
  /** Where words stand that could not be read. */
  readonly unread: readonly ReadSlot[]
  readonly pending: readonly PendingTag[]
  readonly requestType: string | null
  /** There are words, figures or tags: a call with them is not closed as empty by one key. */
  readonly isWritten: boolean
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
  /** The caller was told where else to turn: a number, or `other`. Recorded only; nobody is put through. */
  passOn(to: string): void
  closeWithoutContent(kind: NoContentKind): void
  /** The call stands for itself again, also when the order it was to go into is no longer to be seen. */
  undoMerge(): void
}

/** What is still missing, and the ways out of the call. Nothing is greyed out: a key that is pressed says what it lacks. */
export function CaptureFooter(props: CaptureFooterProps) {
  const { t } = useTranslation()
  const { requestType, mergedInto, busy, keysOf } = props
  if (requestType === 'WX') return <NoContent {...props} />
  const unreadKeys = keysOfReadSlots(props.unread)
  const lacks = [
    ...props.unread.map((slot) => ({ key: slot as string, words: t('capture.unread', { field: t(fieldName(slot)) }), blocks: false })),
    ...props.missing.filter(({ key }) => !unreadKeys.has(key)).map(({ key, blocks }) => ({ key: key as string, words: t(fieldName(key)), blocks })),
    ...props.pending.map((tag) => pendingLine(tag, props.riskName, t)),
  ].filter(({ words }, at, all) => all.findIndex((each) => each.words === words) === at).sort((one, other) => Number(other.blocks) - Number(one.blocks))
  return (
    <footer className={classes.footer} aria-label={t('capture.ways')}>
      <p className={classes.missing} data-testid="missing" title={lacks.map(({ words }) => words).join(t('app.list.items'))}>
        {props.problem != null && props.problem !== ''
          ? <b className={classes.problem} role="alert">{props.problem}</b>
          : lacks.length === 0 ? t('capture.complete')
            : <>{t('capture.missing')}{lacks.map(({ key, words, blocks }, index) => <span key={key}>{index > 0 && t('app.list.items')}{blocks ? <b>{words}</b> : words}</span>)}</>}
      </p>
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
    </footer>
  )
}

function pendingLine(tag: PendingTag, riskName: (code: string) => string, t: TFunction) {
  return { key: tag.code + ('risk' in tag ? tag.risk : ''), words: t(`tags.pending.${tag.code}`, pendingValues(tag, riskName, t)), blocks: tag.blocks }
}

function PassOn({ busy, passOn }: { readonly busy: boolean; passOn(to: string): void }) {
  const { t } = useTranslation()
  return (
    <Menu position="top-end" withinPortal>
      <Menu.Target><button type="button" className={classes.button} disabled={busy}>{t('capture.passOn')}</button></Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('capture.passOnNote')}</Menu.Label>
        {passTargets.map((target) => <Menu.Item key={target} onClick={() => passOn(target)}>{t(`capture.passTo.${target}`)}</Menu.Item>)}
      </Menu.Dropdown>
    </Menu>
  )
}

/**
 * One key ends a call without content; with words or tags in the form, the same key again. The focus is not taken: a digit
 * meant to correct the type stays with the type, and Enter there leads here.
 */
function NoContent({ pending, isWritten, riskName, busy, closeWithoutContent }: CaptureFooterProps) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<NoContentKind | null>(null)
  const inTheWay = pending.find(({ code }) => code === 'RED_UNANSWERED' || code === 'CLOSING_BARRED')
  const choose = (kind: NoContentKind) => {
    // What is refused in any case is not asked about first.
    if (isWritten && asked !== kind && inTheWay === undefined) return setAsked(kind)
    setAsked(null)
    closeWithoutContent(kind)
  }
  return (
    <footer className={classes.footer} aria-label={t('capture.ways')}>
      <p className={classes.missing} data-wrap="true" data-testid="missing">
        {asked !== null ? <b className={classes.problem} role="alert">{t('capture.noContentSure', { kind: t(`capture.noContentKind.${asked}`) })}</b>
          : inTheWay === undefined ? t('capture.noContentHow') : <b>{pendingLine(inTheWay, riskName, t).words}</b>}
      </p>
      <div
        id={noContentId}
        role="group"
        tabIndex={-1}
        aria-label={t('capture.noContent')}
        className={classes.ways}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setAsked(null)
        }}
        onKeyDown={(event) => {
          if (isComposing(event) || event.ctrlKey || event.altKey || event.metaKey || event.repeat || busy) return
          const kind = /^[1-5]$/.test(event.key) ? noContentKinds[Number(event.key) - 1] : undefined
          if (kind === undefined) return
          event.preventDefault()
          choose(kind)
        }}
      >
        {noContentKinds.map((kind, index) => (
          <button key={kind} type="button" className={classes.button} disabled={busy} aria-pressed={asked === kind} onClick={() => choose(kind)}><Kbd keys={String(index + 1)} />{t(`capture.noContentKind.${kind}`)}</button>
        ))}
      </div>
    </footer>
  )
}
