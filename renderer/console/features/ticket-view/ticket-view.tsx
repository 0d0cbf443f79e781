import { useTranslation } from 'react-i18next'
import classes from './ticket-view.module.css'

/** An order as a list of named facts; the screen decides what is masked. */
export interface TicketFacts {
  readonly number: string
  readonly title: string
  readonly state: string
  readonly pending: boolean
  readonly groups: readonly { readonly title: string; readonly facts: readonly { readonly name: string; readonly value: string }[] }[]
}

export function TicketView({ ticket }: { readonly ticket: TicketFacts }) {
  const { t } = useTranslation()
  return (
    <article className={classes.ticket}>
      <header>
        <h1>{ticket.title}</h1>
        <p className={classes.sub}>{ticket.number} · {ticket.state}{ticket.pending && ` · ${t('statusBar.outbox')}`}</p>
      </header>
      {ticket.groups.filter((group) => group.facts.length > 0).map((group) => (
        <section key={group.title}>
          <h2>{group.title}</h2>
          <dl>
            {group.facts.map((fact) => <div key={fact.name}><dt>{fact.name}</dt><dd>{fact.value}</dd></div>)}
          </dl>
        </section>
      ))}
    </article>
  )
}
