import classes from './administration.module.css'

/** Words with a smaller line below that says what they mean. */
export function Told({ words, note }: { readonly words: string; readonly note: string }) {
  return <span className={classes.told}>{words}<small>{note}</small></span>
}
