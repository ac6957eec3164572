import { Menu, useMantineColorScheme } from '@mantine/core';
import type { ReactElement } from 'react';
import type { MeReply } from '../../contract/protocol/me.ts';
import { useLanguage } from '../language/language-context.tsx';
import { LANGUAGES, preferredLanguage } from '../language/translator.ts';
import { CheckIcon, MenuIcon } from '../look/icons.tsx';

const SCHEMES = ['auto', 'light', 'dark'] as const;

type MainMenuProps = {
  me: MeReply;
  letterKeys: boolean;
  onLetterKeys: (on: boolean) => void;
  onSignOut: () => void;
};

/** Who is signed in, and the choices that stay with this browser. */
export function MainMenu({ me, letterKeys, onLetterKeys, onSignOut }: MainMenuProps): ReactElement {
  const { t, language, speak } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const check = <CheckIcon />;
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
        <div className="menu__desk-only">
          <Menu.Divider />
          <Menu.CheckboxItem checked={letterKeys} onChange={onLetterKeys} checkIcon={check}>
            {t('menu.keys')}
          </Menu.CheckboxItem>
        </div>
        <Menu.Divider />
        <Menu.Item onClick={onSignOut}>{t('menu.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
