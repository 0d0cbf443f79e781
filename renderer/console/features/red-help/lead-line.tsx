import classes from './red-panel.module.css'

/** One line above everything else of the panel: whether a lead has taken the responsibility. */
export function LeadLine({ look, words }: { readonly look: 'accepted' | 'waiting' | 'nobody'; readonly words: string }) {
  return <p className={classes.lead} data-look={look} data-testid="red-lead" role="status">{words}</p>
}
