import { useTranslation } from 'react-i18next'
import type { BookAnswer } from '../../../../shared/desk-book/desk-book'
import type { ReadFault } from '../../../../shared/desk-book/book-rows'
import { Printed } from '../../../ui/printed'
import classes from './workbook.module.css'

/** So many are drawn; whoever mends them comes again for the rest. */
const mostShown = 200

/** Every fault with the place where it stands. */
export function FaultTable({ faults }: { readonly faults: readonly ReadFault[] }) {
  const { t } = useTranslation()
  return (
    <table className={classes.table}>
      <thead><tr>{(['sheet', 'row', 'column', 'fault'] as const).map((head) => <th key={head} scope="col">{t(`administration.book.faultHead.${head}`)}</th>)}</tr></thead>
      <tbody>
        {faults.slice(0, mostShown).map(({ sheet, row, column, head, code, given }, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- a list that is drawn once
          <tr key={index}>
            <td>{sheet}</td><td>{row === 0 ? '' : row}</td><td>{[column, head].filter(Boolean).join(' ')}</td>
            <td>{t(`administration.book.fault.${code}`, { head })}{given !== '' && <q>{given}</q>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Shown once. SECURITY: they stand on no disk, and are gone with the screen; printed they are handed out one by one. */
export function PasswordTable({ passwords }: { readonly passwords: BookAnswer['passwords'] }) {
  const { t } = useTranslation()
  const rows = (
    <>
      <thead><tr>{(['name', 'login', 'password'] as const).map((head) => <th key={head} scope="col">{t(`administration.book.passwordHead.${head}`)}</th>)}</tr></thead>
      <tbody>{passwords.map(({ login, name, password }) => <tr key={login}><td>{name}</td><td>{login}</td><td><code>{password}</code></td></tr>)}</tbody>
    </>
  )
  return (
    <div className={classes.passwords}>
      <h4>{t('administration.book.passwords')}</h4>
      <p>{t('administration.book.passwordsNote')}</p>
      <table className={classes.table}>{rows}</table>
      <Printed><h1>{t('administration.book.passwords')}</h1><table>{rows}</table></Printed>
      <button type="button" onClick={() => window.print()}>{t('administration.goLive.print')}</button>
    </div>
  )
}
