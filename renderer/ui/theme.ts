import { colorsTuple, createTheme, Modal } from '@mantine/core'

/** What Mantine has to know in code; its colours and sizes are tokens, see `mantine.css`. */
export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent: colorsTuple('var(--accent)') },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--font)',
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.334', sm: '1.54', md: '1.572', lg: '1.5', xl: '1.4' },
  radius: { xs: '3px', sm: '6px', md: '6px', lg: '10px', xl: '999px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  // What lies below a dialog stays readable: a call may be going on.
  components: { Modal: Modal.extend({ defaultProps: { overlayProps: { backgroundOpacity: 0.4 } } }) },
})
