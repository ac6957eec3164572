import {
  Button,
  Menu,
  PasswordInput,
  TextInput,
  Textarea,
  Tooltip,
  createTheme,
} from '@mantine/core';
import './library.css';

/** The component library in the console's own clothes; `library.css` draws them from the tokens. */
export const theme = createTheme({
  focusRing: 'never',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      defaultProps: { size: 'lg', classNames: { root: 'button' } },
      vars: () => ({
        root: { '--button-bg': 'var(--g-sun)', '--button-color': 'var(--g-on-sun)' },
      }),
    }),
    TextInput: TextInput.extend({
      defaultProps: { size: 'md', classNames: { input: 'field', label: 'field-label' } },
    }),
    PasswordInput: PasswordInput.extend({
      defaultProps: { size: 'md', classNames: { input: 'field', label: 'field-label' } },
    }),
    Textarea: Textarea.extend({
      defaultProps: { size: 'md', classNames: { input: 'field', label: 'field-label' } },
    }),
    Menu: Menu.extend({
      defaultProps: {
        position: 'bottom-end',
        width: 264,
        shadow: 'none',
        classNames: { dropdown: 'menu', item: 'menu__item', label: 'menu__label' },
      },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 350,
        // What is said of the page belongs to it: outside of `main` a screen reader would not meet it on its way.
        portalProps: { target: 'main' },
        events: { hover: true, focus: true, touch: true },
        classNames: { tooltip: 'tooltip' },
      },
    }),
  },
});
