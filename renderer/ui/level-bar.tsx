import classes from './level-bar.module.css'

/** How loud something is, 0 to 1; null = not measured now. */
export function LevelBar({ label, level }: { readonly label: string; readonly level: number | null }) {
  const percent = Math.round((level ?? 0) * 100)
  return (
    <svg className={classes.bar} viewBox="0 0 100 6" preserveAspectRatio="none" role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={percent} data-on={level !== null}>
      <rect className={classes.ground} width="100" height="6" />
      <rect className={classes.level} width={percent} height="6" data-loud={percent > 92} />
    </svg>
  )
}
