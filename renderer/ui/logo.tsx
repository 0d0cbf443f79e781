/** The headset with a wave inside: our mark. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" stroke="currentColor" strokeLinecap="round" aria-hidden="true" focusable="false">
      <path d="M5 19v-3a11 11 0 0 1 22 0v3" strokeWidth="2.6" />
      <rect x="3" y="18" width="5" height="8.5" rx="2.2" fill="currentColor" stroke="none" />
      <rect x="24" y="18" width="5" height="8.5" rx="2.2" fill="currentColor" stroke="none" />
      <path d="M12 17v6M16 13.5v13M20 17v6" strokeWidth="2.4" />
    </svg>
  )
}
