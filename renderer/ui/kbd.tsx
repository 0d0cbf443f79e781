import classes from './kbd.module.css'

/** A key or chord as it is printed on the keyboard, e.g. `Ctrl Enter`. */
export function Kbd({ keys, tone = 'plain' }: { readonly keys: string; readonly tone?: 'plain' | 'on-ink' | 'on-accent' }) {
  return <kbd className={`${classes.kbd} ${classes[tone] ?? ''}`}>{keys}</kbd>
}
