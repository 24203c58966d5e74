import { nameKey } from "./name-key.ts";
import { isImportedAuthor, isOffice } from "./names-of-office.ts";

/** Names of roles, routes, protocols and mailboxes, and words that a program may take for something else. */
const words = `
admin administrator administration administrateur administrador administrators admins mod mods moderator moderators
modérateur modératrice moderador moderadora host hosts owner owners staff team official officials support helpdesk system
sysadmin root rootuser superuser super poweruser sudo operator bot robot roundtable secretariat facilitator facilitators
webmaster postmaster hostmaster mailer-daemon mailerdaemon security abuse noc guest guests visitor participant member
members user users username usernames yourname yourusername you me self everyone everybody here all nobody anonymous deleted
removed withdrawn hidden unknown مدير مشرف 管理员 管理員 модератор администратор
null nil none undefined nan true false void var is it all default constructor prototype __proto__ tostring hasownproperty
valueof exception error errors false return json xml js css sql
about about-us access account accounts ad add ads advertise advertising affiliate affiliates ajax alert alerts alpha amp
analytics api app apps asc assets atom auth authentication authorize autoconfig autodiscover avatar backup banner banners
beta billing billings blog blogs board bookmark bookmarks broadcasthost business buy cache calendar campaign captcha
careers cart cas categories category cdn cgi cgi-bin change channel channels chart chat checkout clear client close cms
com comment comments community compare compose config connect contact contest cookies copy copyright count create
crossdomain.xml customer customers customize dashboard db deals debug delete desc destroy dev developer developers
disconnect discuss discussion discussions question questions post posts dns docs documentation domain download downloads
downvote draft drop edit editor email embed enterprise event events example exit explore export extensions family faq faqs
favicon.ico features feed feedback feeds file files filter follow follower followers following fonts forgot
forgot-password form forms forum forums friend friends ftp get git go group groups guidelines guides head header health
help hide home hosting htaccess htpasswd http httpd https humans.txt icons images imap img import index info insert invest
investors invitations invite invites invoice isatap issues jobs join keybase.txt learn legal license licensing like limit
link links live load local localdomain localhost lock login logout lost-password mail map marketing marketplace master
media message messages metrics mis mobile modify more mx my net network new news newsletter newsletters next no-reply
notification notifications ns oauth oauth2 offer offers online openid order orders overview page pages partners passwd
password pay payment payments photo photos pixel plans plugins policies policy pop pop3 popular portfolio postfix
preferences premium press previous pricing print privacy privacy-policy private prod product production profile profiles
project projects public purchase put quota redirect reduce refund refunds register registration remove replies reply report
request request-password reset reset-password response returns review reviews robots.txt rss rules sales save script sdk
search secure select services session sessions settings setup share shift shop signin signup site sitemap sites smtp
socket.io sort source ssh ssl ssladmin ssladministrator sslwebmaster stage staging stat static statistics stats status
store style styles stylesheet stylesheets subdomain subscribe survey sync tablet tag tags telnet terms terms-of-use test
testimonials theme themes today tools topic topics tour training translate translations trending trial unfollow unlike
unsubscribe update upgrade usenet uucp verify video view vote webmail website well-known widget widgets wiki wpad write www
www-data zlib
`;
const reserved = new Set(words.trim().split(/\s+/).map(nameKey));

/** Numbered hosts, and the names by which programs agree on ciphers. */
const families =
  /^((mail|dns|ns|www)\d+|(aes|umac)\d+(ctr|gcm|etm)?|(hmacsha|ecdhsha|curve25519|chacha20|diffiehellman|rsasha|sshrsa)\w*)$/;

/** Whether a name is kept for the site, imported authors, programs or protocols, by its looks. Accents tell people apart, but not from the site. */
export const isReserved = (name: string, key: string): boolean =>
  reserved.has(key) ||
  reserved.has(key.normalize("NFD").replace(/\p{M}/gu, "")) ||
  isOffice(name) ||
  isImportedAuthor(name) ||
  families.test(name.toLowerCase().replace(/[^a-z0-9]/g, ""));
