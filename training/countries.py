"""The countries: code, the name that the list of cities uses, and the names people write."""

# ruff: noqa: E501  # word lists are read and edited in long rows

# word lists are read and edited in long rows
TABLE = """
AD Andorra|AE United Arab Emirates|United Arab Emirates|UAE|AF Afghanistan|AL Albania|AM Armenia|AO Angola|AR Argentina
AT Austria|AU Australia|AZ Azerbaijan|BA Bosnia and Herzegovina|BD Bangladesh|BE Belgium|BF Burkina Faso|BG Bulgaria
BH Bahrain|BI Burundi|BJ Benin|BN Brunei Darussalam|Brunei|BO Bolivia, Plurinational State of|Bolivia|BR Brazil|Brasil|Brazil
BT Bhutan|BW Botswana|BY Belarus|CA Canada|CD Congo, The Democratic Republic of the|Democratic Republic of the Congo|D.R. Congo
CF Central African Republic|CG Congo|Republic of the Congo|CH Switzerland|CI Côte d'Ivoire|Côte d'Ivoire|Ivory Coast
CL Chile|CM Cameroon|CN China|China|P.R. China|CO Colombia|CR Costa Rica|CU Cuba|CV Cabo Verde|Cape Verde|CY Cyprus
CZ Czechia|Czech Republic|Czechia|DE Germany|Germany|Deutschland|Germany|DJ Djibouti|DK Denmark|DO Dominican Republic
DZ Algeria|EC Ecuador|EE Estonia|EG Egypt|ER Eritrea|ES Spain|Spain|España|ET Ethiopia|FI Finland|FJ Fiji|FR France
GA Gabon|GB United Kingdom|United Kingdom|UK|England|Scotland|Wales|Great Britain|GE Georgia|GH Ghana|GM Gambia|The Gambia
GN Guinea|GQ Equatorial Guinea|GR Greece|GT Guatemala|GY Guyana|HK Hong Kong|HN Honduras|HR Croatia|HT Haiti|HU Hungary
ID Indonesia|IE Ireland|IL Israel|IN India|IQ Iraq|IR Iran, Islamic Republic of|Iran|IS Iceland|IT Italy|Italy|Italia
JM Jamaica|JO Jordan|JP Japan|KE Kenya|KG Kyrgyzstan|KH Cambodia|KP Korea, Democratic People's Republic of|North Korea
KR Korea, Republic of|South Korea|Republic of Korea|Korea|KW Kuwait|KZ Kazakhstan|LA Lao People's Democratic Republic|Laos
LB Lebanon|LI Liechtenstein|LK Sri Lanka|LR Liberia|LS Lesotho|LT Lithuania|LU Luxembourg|LV Latvia|LY Libya|MA Morocco
MC Monaco|MD Moldova, Republic of|Moldova|ME Montenegro|MG Madagascar|MK North Macedonia|ML Mali|MM Myanmar|Myanmar|Burma
MN Mongolia|MO Macao|MR Mauritania|MT Malta|MU Mauritius|MW Malawi|MX Mexico|Mexico|México|MY Malaysia|MZ Mozambique
NA Namibia|NE Niger|NG Nigeria|NI Nicaragua|NL Netherlands|Netherlands|Nederland|Holland|NO Norway|NP Nepal|NZ New Zealand
OM Oman|PA Panama|PE Peru|Peru|Perú|PG Papua New Guinea|PH Philippines|PK Pakistan|PL Poland|Poland|Polska
PR Puerto Rico|PS Palestine, State of|Palestine|PT Portugal|PY Paraguay|QA Qatar|RO Romania|RS Serbia
RU Russian Federation|Russia|Russian Federation|RW Rwanda|SA Saudi Arabia|SD Sudan|SE Sweden|SG Singapore|SI Slovenia
SK Slovakia|SL Sierra Leone|SM San Marino|SN Senegal|SO Somalia|SR Suriname|SS South Sudan|SV El Salvador
SY Syrian Arab Republic|Syria|TD Chad|TG Togo|TH Thailand|TJ Tajikistan|TM Turkmenistan|TN Tunisia
TR Türkiye|Turkey|Türkiye|Turkey|TT Trinidad and Tobago|Trinidad and Tobago|Trinidad|TW Taiwan, Province of China|Taiwan
TZ Tanzania, United Republic of|Tanzania|UA Ukraine|UG Uganda|US United States|United States|USA|US|U.S.A.|United States of America
UY Uruguay|UZ Uzbekistan|VE Venezuela, Bolivarian Republic of|Venezuela|VN Viet Nam|Vietnam|Viet Nam
XK No country found for alpha-2 code: XK|Kosovo|YE Yemen|ZA South Africa|ZM Zambia|ZW Zimbabwe
"""

BIG_CITIES = """
London GB|Manchester GB|Edinburgh GB|Bristol GB|Leeds GB|Glasgow GB|Oxford GB|Cambridge GB|Cardiff GB|Belfast GB|Paris FR
Lyon FR|Marseille FR|Toulouse FR|Grenoble FR|Berlin DE|Munich DE|Hamburg DE|Cologne DE|Frankfurt DE|Heidelberg DE|Dresden DE
Leipzig DE|Stuttgart DE|Madrid ES|Barcelona ES|Valencia ES|Seville ES|Rome IT|Milan IT|Turin IT|Naples IT|Bologna IT|Trieste IT
Amsterdam NL|Rotterdam NL|Utrecht NL|The Hague NL|Eindhoven NL|Delft NL|Brussels BE|Ghent BE|Leuven BE|Vienna AT|Graz AT
Zurich CH|Geneva CH|Basel CH|Lausanne CH|Bern CH|Warsaw PL|Kraków PL|Wrocław PL|Gdańsk PL|Prague CZ|Brno CZ|Budapest HU|Szeged HU
Bucharest RO|Cluj-Napoca RO|Sofia BG|Athens GR|Thessaloniki GR|Istanbul TR|Ankara TR|Izmir TR|Moscow RU|Saint Petersburg RU
Novosibirsk RU|Kazan RU|Kyiv UA|Kharkiv UA|Lviv UA|Odesa UA|Minsk BY|Tbilisi GE|Yerevan AM|Baku AZ|Almaty KZ|Astana KZ|Tashkent UZ
Samarkand UZ|Bishkek KG|Stockholm SE|Gothenburg SE|Uppsala SE|Lund SE|Oslo NO|Bergen NO|Trondheim NO|Copenhagen DK|Aarhus DK
Helsinki FI|Tampere FI|Turku FI|Tallinn EE|Tartu EE|Riga LV|Vilnius LT|Kaunas LT|Dublin IE|Cork IE|Galway IE|Lisbon PT|Porto PT
Coimbra PT|New York US|New York City US|NYC US|Boston US|Chicago US|Los Angeles US|San Francisco US|Seattle US|Austin US|Houston US
Pittsburgh US|Philadelphia US|Atlanta US|Denver US|San Diego US|Portland US|Detroit US|Washington, D.C. US|Phoenix US|Dallas US
Toronto CA|Montreal CA|Vancouver CA|Ottawa CA|Calgary CA|Edmonton CA|Mexico City MX|Guadalajara MX|Monterrey MX|Puebla MX
São Paulo BR|Rio de Janeiro BR|Belo Horizonte BR|Porto Alegre BR|Recife BR|Curitiba BR|Buenos Aires AR|Córdoba AR|Rosario AR
Santiago CL|Valparaíso CL|Lima PE|Cusco PE|Arequipa PE|Bogotá CO|Medellín CO|Cali CO|Quito EC|Guayaquil EC|Caracas VE|La Paz BO
Montevideo UY|Asunción PY|Havana CU|San José CR|Panama City PA|Guatemala City GT|Cairo EG|Alexandria EG|Casablanca MA|Rabat MA
Marrakesh MA|Tunis TN|Algiers DZ|Lagos NG|Abuja NG|Ibadan NG|Kano NG|Accra GH|Kumasi GH|Nairobi KE|Mombasa KE|Kisumu KE
Addis Ababa ET|Kampala UG|Dar es Salaam TZ|Kigali RW|Kinshasa CD|Dakar SN|Abidjan CI|Yaoundé CM|Douala CM|Harare ZW|Lusaka ZM
Johannesburg ZA|Cape Town ZA|Durban ZA|Pretoria ZA|Tel Aviv IL|Haifa IL|Jerusalem IL|Beirut LB|Amman JO|Damascus SY|Aleppo SY
Baghdad IQ|Basra IQ|Erbil IQ|Tehran IR|Isfahan IR|Shiraz IR|Mashhad IR|Riyadh SA|Jeddah SA|Dubai AE|Abu Dhabi AE|Doha QA
Kuwait City KW|Kabul AF|Karachi PK|Lahore PK|Islamabad PK|Peshawar PK|Delhi IN|New Delhi IN|Mumbai IN|Bombay IN|Bangalore IN
Bengaluru IN|Chennai IN|Kolkata IN|Hyderabad IN|Pune IN|Ahmedabad IN|Jaipur IN|Lucknow IN|Kanpur IN|Kochi IN|Guwahati IN
Trivandrum IN|Dhaka BD|Chittagong BD|Colombo LK|Kandy LK|Kathmandu NP|Pokhara NP|Beijing CN|Shanghai CN|Shenzhen CN|Guangzhou CN
Wuhan CN|Hangzhou CN|Nanjing CN|Chengdu CN|Xi'an CN|Hefei CN|Harbin CN|Taipei TW|Hsinchu TW|Kaohsiung TW|Hong Kong HK|Seoul KR
Busan KR|Daejeon KR|Tokyo JP|Osaka JP|Kyoto JP|Nagoya JP|Sapporo JP|Sendai JP|Fukuoka JP|Yokohama JP|Bangkok TH|Chiang Mai TH
Hanoi VN|Ho Chi Minh City VN|Saigon VN|Da Nang VN|Hue VN|Phnom Penh KH|Yangon MM|Manila PH|Quezon City PH|Cebu City PH|Davao PH
Jakarta ID|Bandung ID|Surabaya ID|Yogyakarta ID|Denpasar ID|Kuala Lumpur MY|Penang MY|Singapore SG|Sydney AU|Melbourne AU
Brisbane AU|Perth AU|Adelaide AU|Canberra AU|Auckland NZ|Wellington NZ|Christchurch NZ|Dunedin NZ|Reykjavik IS|Ljubljana SI
Zagreb HR|Split HR|Belgrade RS|Novi Sad RS|Sarajevo BA|Skopje MK|Tirana AL|Pristina XK|Podgorica ME|Bratislava SK|Košice SK
Chișinău MD|Ulaanbaatar MN|Luxembourg LU|Valletta MT|Nicosia CY|Antananarivo MG|Khartoum SD|Mogadishu SO|Lomé TG|Windhoek NA
"""


def country_table() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return for each code the name in the list of cities, and the names people write."""
    table: dict[str, list[str]] = {}
    code = ""
    for part in TABLE.replace("\n", "|").strip("|").split("|"):
        if len(part) > 3 and part[:2].isupper() and part[2] == " " and part[:2].isalpha():
            code = part[:2]
            table[code] = [part[3:]]
        else:
            table[code].append(part)
    return {code: (names[0], tuple(names[1:]) or (names[0],)) for code, names in table.items()}


def big_cities() -> tuple[tuple[str, str], ...]:
    """Return well-known cities, each with the code of its country."""
    parts = (part.rpartition(" ") for part in BIG_CITIES.replace("\n", "|").strip("|").split("|"))
    return tuple((name, code) for name, _, code in parts)
