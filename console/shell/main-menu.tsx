import { Menu, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { MAY_READ_FLEET } from '../../contract/protocol/me.ts';
import type { MeReply } from '../../contract/protocol/me.ts';
import { useLanguage } from '../language/language-context.tsx';
import { LANGUAGES, preferredLanguage } from '../language/translator.ts';
import { CheckIcon, MenuIcon } from '../look/icons.tsx';
import { sectionsFor } from '../settings/settings-sections.ts';

const SCHEMES = ['auto', 'light', 'dark'] as const;

const PAGES = ['alerts', 'terminals', 'settings', 'profile'] as const;

type MainMenuProps = {
  me: MeReply;
  /** The page that is open; null for one that belongs to another. */
  page: (typeof PAGES)[number] | null;
  /** Null where there are none. */
  letterKeys: { on: boolean; turn: (on: boolean) => void } | null;
  onSignOut: () => void;
  /** Choices of the page itself, on a desk. */
  children?: ReactNode;
};

/** Who is signed in, the pages they may open, and the choices that stay with this browser. */
export function MainMenu(props: MainMenuProps): ReactElement {
  const { me, page, letterKeys, onSignOut, children } = props;
  const { t, language, speak } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();
  const check = <CheckIcon />;
  const mayOpen = {
    alerts: true,
    terminals: MAY_READ_FLEET.includes(me.role),
    settings: sectionsFor(me).length > 0,
    profile: true,
  };

  function follow(event: MouseEvent, name: (typeof PAGES)[number]): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) {
      // For another tab or window, which is the browser's to open.
      return;
    }
    event.preventDefault();
    void navigate({ to: `/${name}` });
  }

  return (
    <Menu withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className="control">
          <MenuIcon />
          <span>{t('menu.open')}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="menu__who">
          <strong>{me.user.name}</strong>
          <span>{me.user.email}</span>
        </div>
        <Menu.Divider />
        {PAGES.filter((name) => mayOpen[name]).map((name) => (
          <Menu.Item
            key={name}
            component="a"
            href={`/${name}`}
            aria-current={name === page ? 'page' : undefined}
            onClick={(event: MouseEvent) => follow(event, name)}
          >
            {t(`page.${name}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('menu.language')}</Menu.Label>
        <Menu.RadioGroup value={language} onChange={(tag) => speak(preferredLanguage([tag]))}>
          {LANGUAGES.map(({ tag, name }) => (
            <Menu.RadioItem key={tag} value={tag} lang={tag} checkIcon={check}>
              {name}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        <Menu.Label>{t('menu.appearance')}</Menu.Label>
        <Menu.RadioGroup
          value={colorScheme}
          onChange={(value) => setColorScheme(SCHEMES.find((name) => name === value) ?? 'auto')}
        >
          {SCHEMES.map((name) => (
            <Menu.RadioItem key={name} value={name} checkIcon={check}>
              {t(`menu.${name}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
        {letterKeys !== null && (
          <div className="menu__desk-only">
            <Menu.Divider />
            <Menu.CheckboxItem checked={letterKeys.on} onChange={letterKeys.turn} checkIcon={check}>
              {t('menu.keys')}
            </Menu.CheckboxItem>
            {children}
          </div>
        )}
        <Menu.Divider />
        <Menu.Item onClick={onSignOut}>{t('menu.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
