import { useTranslation } from 'react-i18next'
import { handKinds, type HandKind } from '../../../../shared/help/silent-help'
import { Dialog } from '../../../ui/dialog'
import { isComposing } from '../../../ui/is-composing'
import { Kbd } from '../../../ui/kbd'
import { useFocusBack } from '../../../ui/use-focus-back'
import classes from './raise-hand.module.css'

/** One more key says what for; then the keyboard is back where it was. */
export function HandKinds({ note, choose, onClose }: { readonly note: string; choose(kind: HandKind): void; onClose(): void }) {
  const { t } = useTranslation()
  useFocusBack()
  const onKeyDown = (event: React.KeyboardEvent) => {
    const isPlain = !isComposing(event) && !event.ctrlKey && !event.altKey && !event.metaKey && !event.repeat
    const kind = isPlain ? handKinds[Number(event.key) - 1] : undefined
    if (kind === undefined) return
    event.preventDefault()
    choose(kind)
  }
  return (
    <Dialog onClose={onClose} title={t('help.hand.title')} size={380}>
      <div className={classes.kinds} onKeyDown={onKeyDown} role="group" aria-label={t('help.hand.title')} data-testid="hand-kinds">
        <p>{note}</p>
        {handKinds.map((kind, index) => (
          <button key={kind} type="button" data-autofocus={index === 0 || undefined} autoFocus={index === 0} data-hand={kind} onClick={() => choose(kind)}>
            {t(`help.hand.kinds.${kind}`)} <Kbd keys={String(index + 1)} />
          </button>
        ))}
      </div>
    </Dialog>
  )
}
