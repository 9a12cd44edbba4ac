"""Words and patterns that organisations of each kind and country are named with."""

# ruff: noqa: E501  # word lists are read and edited in long rows

# word lists are read and edited in long rows
# fmt: off
COMPANY_SUFFIXES: dict[str, str] = {
    "*": "Ltd|Ltd.|Inc.|LLC|Group|Holdings|Solutions|Technologies|Systems|Consulting|Labs|Partners|& Co.",
    "DE": "GmbH|AG|GmbH & Co. KG|KG|SE|UG|e.K.", "AT": "GmbH|AG|OG|KG", "CH": "AG|SA|GmbH|Sàrl", "LI": "AG",
    "GB": "Ltd|Limited|plc|LLP|& Sons|& Sons Ltd|Ltd.|Group plc", "IE": "Ltd|DAC|Teoranta", "US": "Inc.|LLC|Corp.|Inc|LLP|Co.|Corporation",
    "CA": "Inc.|Ltd.|Ltée|Corp.", "AU": "Pty Ltd|Ltd|Pty. Ltd.", "NZ": "Ltd|Limited", "ZA": "(Pty) Ltd|Ltd|CC", "IN": "Pvt. Ltd.|Pvt Ltd|Private Limited|Ltd|LLP|Industries|Infotech|Technologies Pvt. Ltd.",
    "PK": "(Pvt.) Ltd.|Ltd", "BD": "Ltd.|Group", "LK": "PLC|(Pvt) Ltd", "NG": "Nigeria Ltd|Ltd|Plc|Ventures|Nig. Ltd", "KE": "Ltd|Enterprises|Ltd.",
    "GH": "Ghana Ltd|Ltd|Enterprise", "FR": "SA|SARL|SAS|S.A.S.|S.A.|et Fils|SCOP", "BE": "NV|SA|BV|SPRL", "NL": "B.V.|BV|N.V.", "ES": "S.A.|S.L.|S.L.U.|e Hijos",
    "IT": "S.p.A.|S.r.l.|SpA|Srl|& Figli", "PT": "Lda.|S.A.|Lda", "BR": "Ltda.|S.A.|S/A|Ltda|ME", "MX": "S.A. de C.V.|S. de R.L.|y Asociados", "AR": "S.A.|S.R.L.", "CO": "S.A.S.|Ltda.",
    "CL": "SpA|S.A.|Ltda.", "PE": "S.A.C.|E.I.R.L.", "SE": "AB", "NO": "AS|ASA", "DK": "A/S|ApS", "FI": "Oy|Oyj|Oy Ab", "IS": "ehf.|hf.", "EE": "OÜ|AS", "LV": "SIA", "LT": "UAB",
    "PL": "Sp. z o.o.|S.A.|sp. j.", "CZ": "s.r.o.|a.s.", "SK": "s.r.o.|a.s.", "HU": "Kft.|Zrt.|Bt.", "RO": "S.R.L.|SRL|S.A.", "BG": "OOD|EOOD|AD", "RS": "d.o.o.|a.d.", "HR": "d.o.o.|d.d.", "SI": "d.o.o.",
    "BA": "d.o.o.", "GR": "A.E.|E.P.E.|S.A.", "TR": "A.Ş.|Ltd. Şti.|Holding|A.S.", "RU": "OOO|LLC|JSC", "UA": "LLC|TOV|PJSC", "KZ": "LLP|JSC", "JP": "K.K.|Co., Ltd.|Corporation|Kogyo|Seisakusho", "CN": "Co., Ltd.|Co. Ltd|Technology Co., Ltd.|(Group) Co., Ltd.",
    "KR": "Co., Ltd.|Inc.|Electronics|Heavy Industries", "TW": "Co., Ltd.|Corp.", "HK": "Ltd|Holdings Limited", "SG": "Pte. Ltd.|Pte Ltd", "MY": "Sdn. Bhd.|Bhd", "ID": "Tbk|Persada", "TH": "Co., Ltd.|Public Company Limited",
    "VN": "JSC|Co., Ltd", "PH": "Inc.|Corp.|& Sons, Inc.", "IL": "Ltd.|Technologies", "AE": "LLC|FZE|FZ-LLC", "SA": "LLC|Trading Est.", "EG": "S.A.E.|Co.", "IR": "Co.|Group", "LU": "S.à r.l.|S.A.",
}
COMPANY_FIELDS = ["Software", "Analytics", "Robotics", "Logistics", "Foods", "Textiles", "Motors", "Energy", "Pharma", "Biotech", "Capital", "Insurance", "Media", "Design", "Engineering", "Construction", "Electronics", "Bakery", "Printing", "Transport", "Shipping", "Travels", "Catering", "Security", "Cleaning", "Optics", "Plastics", "Steel", "Mobility", "Aerospace", "Semiconductors", "Games", "Studios", "Interactive", "Health", "Diagnostics", "Finance", "Realty", "Hotels", "Furniture", "Instruments", "Trading", "Publishing", "Cosmetics", "Solar", "Timber", "Dairy"]
COINED_HEADS = ["Ver", "Nov", "Quant", "Zen", "Omni", "Lumi", "Cyber", "Data", "Nex", "Syn", "Aero", "Bio", "Clar", "Del", "Evo", "Flex", "Glob", "Hexa", "Intra", "Kry", "Log", "Medi", "Neo", "Opti", "Pix", "Quo", "Riva", "Sol", "Tera", "Uni", "Vita", "Wave", "Xen", "Yotta", "Astra", "Fin", "Cog", "Agri", "Eco", "Tri", "Blue", "Green", "Red", "Silver", "North", "Star", "Bright", "Deep", "Open"]
COINED_TAILS = ["tech", "soft", "lytics", "ware", "gen", "ora", "ix", "ium", "ora", "via", "tron", "logic", "scape", "base", "mind", "works", "loop", "grid", "path", "nova", "cube", "line", "point", "view", "wise", "link", "bank", "cast", "desk", "field", "gate", "sys", "dyne", "ly", "ify", "eon", "ant", "is", "a", "ara", "field", "forge", "metrics", "sense", "stack"]
COMMON_WORDS = ["Orange", "Bolt", "Notion", "Monday", "Apple", "Target", "Shell", "Gap", "Slack", "Square", "Block", "Stripe", "Oracle", "Amazon", "Meta", "Wise", "Signal", "Compass", "Lemonade", "Root", "Oscar", "Discord", "Zoom", "Snap", "Box", "Asana", "Ring", "Nest", "Plaid", "Ramp", "Brex", "Indeed", "Visa", "Dell", "Next", "Boots", "Iceland", "Halfords", "Sage", "Arm", "Orbit", "Anchor", "Beacon", "Bloom", "Canvas", "Chime", "Clover", "Copper", "Echo", "Ember", "Fable", "Forge", "Grove", "Harbor", "Helix", "Juniper", "Lantern", "Linear", "Loom", "Maple", "Mirror", "Nimbus", "Otter", "Pebble", "Pilot", "Prism", "Raven", "Relay", "River", "Rocket", "Scout", "Spark", "Sprout", "Summit", "Thistle", "Tide", "Timber", "Vault", "Willow", "Zenith", "Klarna", "Spotify", "Gusto", "Glovo", "Grab", "Kite", "Mint", "Bumble", "Hinge", "Wolt", "Cazoo", "Monzo", "Revolut"]

FIELDS = (
    "Physics|Chemistry|Mathematics|Cancer Research|Neuroscience|Plant Breeding|Astronomy|Informatics|Molecular Biology"
    "|Cell Biology|Ecology|Marine Research|Polar Research|Materials Science|Public Health|Tropical Medicine|Genomics"
    "|Artificial Intelligence|Robotics|Machine Learning|Economics|Social Research|Linguistics|Human Rights|Demography"
    "|Applied Mathematics|Theoretical Physics|Intelligent Systems|Biophysics|Meteorology|Computational Science|Soil Science"
    "|Nuclear Research|Microbiology|Solar Energy|Quantum Optics|Data Science|Cognitive Science|Climate Impact Research"
)

PATTERNS: dict[str, str] = {
    "*": "{last} Institute for {field}|Institute of {field}, {city}|{city} Institute of {field}|{last} Foundation|{last} Hospital"
    "|{city} General Hospital|St. {saint}'s Hospital|{city} Children's Hospital|{last} Clinic|{last} Laboratory|{last} Lab|{city} Museum of Art"
    "|National Museum of {city}|{last} & {last2}|{last}, {last2} & Partners|Bank of {city}|{city} Chess Club|{city} Rowing Club"
    "|{city} Food Bank|Friends of {city}|{city} Refugee Council|{virtue} Foundation|{virtue} Trust|Save the {animal}|{city} Animal Shelter"
    "|Centre for {field}|National Centre for {field}|{city} Centre for {field}|Ministry of {ministry}|{last} Centre for {field}"
    "|Women in {field} {city}|{city} Hackerspace|Coders without Borders|{virtue} Academy|{city} International School|{last} High School"
    "|{city} Public Library|{city} Symphony Orchestra|{city} Youth Choir|{city} United|{city} Credit Union|{last} Scholarship Fund"
    "|{country} Academy of Sciences|{country} Mathematical Society|{country} Red Cross|{city} Chamber of Commerce|{animal} Valley Montessori School"
    "|Royal {field} Society|{city} Legal Aid Centre|{city} City Council|{city} Police Department|{last} House|{city} Hospice"
    "|{last} Family Practice|{city} Veterinary Clinic|{city} Housing Association|{last} Lettings|{last} Estate Agents|{last} Dental Care",
    "GB": "{city} Borough Council|{city} NHS Foundation Trust|St {saint}'s Church|{last} Solicitors LLP|{city} Grammar School|The {last} School"
    "|{last} Trust|{city} Cricket Club|{city} Citizens Advice|Royal {city} Infirmary|{city} Primary School|St {saint}'s C of E School|{city} Building Society"
    "|{last} Surgery|{city} Women's Institute",
    "US": "{city} Elementary School|{city} High School|{last} Middle School|{city} Unified School District|{last} Family Foundation|{city} Little League"
    "|First Baptist Church of {city}|{last} National Laboratory|{city} YMCA|{last} Medical Center|{city} Community Center|Mount {last} Hospital|{city} Food Pantry"
    "|{last} Law Group|{last} & {last2} LLP|{city} Humane Society",
    "DE": "Max-{last}-Institut für {field_de}|{last}-Gymnasium {city}|{last}-Stiftung|Institut für {field_de}|Klinikum {city}|Universitätsklinikum {city}"
    "|Kanzlei {last} & {last2}|Stadtwerke {city}|Sparkasse {city}|Volksbank {city}|{last}-Schule|Kita {animal_de}|TSV {city}|FC {city}|Caritasverband {city}"
    "|Evangelische Kirchengemeinde {city}|Max {last} Institute for {field}|Fraunhofer Institute for {field}|{last}-Realschule|Studentenwerk {city}|Hausverwaltung {last}",
    "AT": "BG {city}|HTL {city}|{last}-Stiftung|Landesklinikum {city}|Österreichische Akademie für {field_de}|Caritas {city}",
    "CH": "Kantonsschule {city}|Kantonsspital {city}|{last}-Stiftung|Fondation {last}|Gymnase de {city}",
    "FR": "Lycée {last}|Lycée {first} {last}|Lycée de {city}|Collège {first} {last}|Institut {last}|Laboratoire {last}|Association {virtue_fr}|Mairie de {city}|Cabinet {last}"
    "|Hôpital {last}|CHU de {city}|Centre Hospitalier de {city}|École {first} {last}|Fondation {last}|Crédit Mutuel de {city}|Institut de {field_fr} de {city}|Club d'échecs de {city}",
    "BE": "Sint-{saint}college|Collège Saint-{saint}|UZ {city}|Institut {last}|AZ Sint-{saint}",
    "NL": "{last} College|Stichting {last}|{city}se Zwemclub|Basisschool {last}|Ziekenhuis {city}|Gemeente {city}|Woningstichting {city}|Instituut voor {field}",
    "ES": "Fundación {last}|Instituto {last}|IES {last}|Colegio {saint_es}|Hospital {saint_es}|Ayuntamiento de {city}|Asociación {virtue_es}|Clínica {last}|Banco de {city}|Club Deportivo {city}",
    "IT": "Liceo Scientifico {last}|Liceo Classico {first} {last}|Istituto {last}|Ospedale {saint_it}|Fondazione {last}|Comune di {city}|Studio Legale {last}|Parrocchia {saint_it}|Associazione {virtue_es}",
    "PT": "Fundação {last}|Escola Secundária de {city}|Hospital de {saint_pt}|Câmara Municipal de {city}|Instituto {last}|Colégio {saint_pt}",
    "BR": "Fundação {last}|Escola Estadual {first} {last}|Hospital {saint_pt}|Instituto {last}|Prefeitura de {city}|Colégio {saint_pt}|Clínica {last}|SESC {city}",
    "PL": "Liceum Ogólnokształcące im. {last}|Fundacja {last}|Szpital {city}|Instytut {last}|Urząd Miasta {city}|I LO w {city}|Bank Spółdzielczy w {city}",
    "CZ": "Gymnázium {city}|Nemocnice {city}|Nadace {last}|Ústav {last}|Základní škola {city}", "HU": "{last} Gimnázium|{last} Intézet|{city} Kórház|{last} Alapítvány|{first} {last} Gimnázium",
    "RO": "Colegiul Național {last}|Liceul Teoretic {last}|Spitalul Județean {city}|Fundația {last}|Primăria {city}", "GR": "{last} Foundation|{city} Lyceum|Evangelismos {city}",
    "RU": "{last} Institute of {field}|Lyceum No. {n}|School No. {n}|Gymnasium No. {n} of {city}|City Hospital No. {n}|{city} Polyclinic No. {n}|Gosbank {city}|Steklov {field} Institute",
    "UA": "Lyceum No. {n}|{city} Gymnasium No. {n}|{last} Institute of {field}|{virtue} Fund", "SE": "{last}ska gymnasiet|{city} kommun|{city}s sjukhus|{last}stiftelsen|Folktandvården {city}",
    "NO": "{city} videregående skole|{city} kommune|{last}stiftelsen|{city} sykehus", "DK": "{city} Gymnasium|{city} Kommune|{last} Fonden|{city} Sygehus", "FI": "{city}n lukio|{last}in säätiö|{city}n kaupunki|{last} Foundation",
    "TR": "{last} Lisesi|{city} Fen Lisesi|{last} Vakfı|{city} Devlet Hastanesi|{city} Belediyesi|{city} Anadolu Lisesi", "IN": "Kendriya Vidyalaya {city}|Delhi Public School, {city}|St. {saint}'s Convent School|{last} Memorial Hospital|{first} {last} Memorial Trust"
    "|Indian Institute of {field}|{city} Nagarik Sahakari Bank|{last} Charitable Trust|Municipal Corporation of {city}|{last} Coaching Classes|Navodaya Vidyalaya, {city}|Centre for {field}|Shri {last} Mandir|{last} Nursing Home",
    "PK": "{last} Welfare Trust|Government College {city}|{city} Grammar School|{last} Memorial Hospital", "BD": "{city} Zilla School|{last} Foundation|{city} Medical College Hospital", "JP": "{city} High School|{last} Kinen Hospital|{city} City Hall|RIKEN Center for {field}|{last} Juku|{last} Clinic|{city} Shogi Club",
    "CN": "{city} No. {n} Middle School|{city} People's Hospital|Institute of {field}, Chinese Academy of Sciences|Key Laboratory of {field}|{city} Experimental High School", "KR": "{city} Science High School|{last} Hospital|Korea Institute of {field}|{city} Girls' High School",
    "NG": "Federal Government College {city}|{last} Memorial College|{city} General Hospital|{virtue} Ministries|{last} & Co. Chambers|Queen's College, {city}|{city} Teaching Hospital", "KE": "{city} Girls High School|{city} County Government|{last} Sacco|{city} Mission Hospital|{last} & Company Advocates",
    "GH": "{city} Senior High School|{last} Preparatory School|Korle {city} Hospital|{virtue} Chapel", "ZA": "Hoërskool {city}|{city} Primary School|{last} Attorneys|{city} Municipality|{city} Provincial Hospital", "MX": "Fundación {last}|Colegio {saint_es}|Hospital {saint_es}|Preparatoria {last}|Instituto {last}|Escuela Primaria {first} {last}",
    "AR": "Colegio Nacional de {city}|Hospital {saint_es}|Fundación {last}|Instituto {last}|Club Atlético {city}", "CO": "Fundación {last}|Colegio {saint_es}|Clínica {saint_es}|Alcaldía de {city}", "IR": "{last} High School|{city} Azad School|NODET {city}|{last} Charity",
    "EG": "{last} Language School|{city} Secondary School|{last} Hospital|{virtue} Association", "PH": "{city} National High School|Barangay {last}|St. {saint}'s Parish|{last} Medical Center|Holy {virtue} Academy", "VN": "{last} High School for the Gifted|{city} General Hospital",
    "ID": "SMA Negeri {n} {city}|RSUD {city}|Yayasan {last}|Pesantren {last}", "IL": "{last} Medical Center|{last} High School|Kibbutz {last}|{last} Institute", "AU": "{city} Public School|{city} Base Hospital|{last} Legal|{city} Surf Life Saving Club", "CA": "{city} Secondary School|{last} Public School|École {last}|{city} General Hospital",
}
WORDS: dict[str, str] = {
    "field": FIELDS,
    "field_de": "Physik|Chemie|Mathematik|Plasmaphysik|Bildungsforschung|Informatik|Wirtschaftsforschung|Biochemie|Werkstoffkunde|Meereskunde|Kohlenforschung",
    "field_fr": "Physique|Chimie|Biologie|Mathématiques|Statistique|Recherche en Informatique|Linguistique",
    "saint": "Mary|John|Thomas|Anne|George|Joseph|Francis|Teresa|Paul|Peter|Andrew|Columba|Xavier|Patrick|Margaret|Luke|Bernard",
    "saint_es": "San José|Santa Teresa|San Juan de Dios|Santa María|San Ignacio|Sagrado Corazón|La Inmaculada|San Rafael",
    "saint_it": "San Raffaele|Santa Lucia|San Giovanni|Sant'Anna|San Carlo|Santa Maria Nuova", "saint_pt": "São João|Santa Maria|São José|Santa Cruz|São Francisco|Santo Antônio",
    "virtue": "Hope|Grace|New Horizons|Bright Future|Open Hands|Bridge|Sunrise|Harmony|Living Water|Second Chance|Kindness|Lighthouse|Mercy|Unity|Equal Access|Rosa|Redeemer",
    "virtue_fr": "Espoir|Solidarité|Les Petits Frères|Lumière|Entraide|Mémoire Vive|Terre Nouvelle", "virtue_es": "Esperanza|Luz|Nuevo Amanecer|Solidaridad|Camino|Horizonte|Puentes",
    "animal": "Bear|Otter|Whale|Falcon|Tiger|Hedgehog|Turtle|Owl|Heron|Fox", "animal_de": "Igel|Spatzen|Bärchen|Eulen|Frösche|Waldmäuse",
    "ministry": "Education|Health|Agriculture|Justice|Foreign Affairs|Labour|Transport|Higher Education|Culture|the Environment",
}
UNIVERSITY_PATTERNS: dict[str, str] = {
    "*": "University of {city}|{city} University|{city} Institute of Technology|{city} College|{city} Technical University|{last} University|{city} State University|{city} University of Technology|{city} Polytechnic"
    "|{city} Business School|St. {saint}'s College|Technical University of {city}",
    "DE": "Universität {city}|Technische Universität {city}|Hochschule {city}|TU {city}|{last}-Universität {city}", "AT": "Universität {city}|Fachhochschule {city}|TU {city}", "CH": "Universität {city}|Université de {city}|University of {city}",
    "FR": "Université de {city}|INSA {city}|École Normale Supérieure de {city}|Université {first} {last}|IUT de {city}", "ES": "Universidad de {city}|Universitat de {city}|Universidad Politécnica de {city}", "IT": "Università di {city}|Università degli Studi di {city}|Politecnico di {city}|University of {city}",
    "PT": "Universidade de {city}|Instituto Superior de {city}", "BR": "Universidade Federal de {city}|Universidade Estadual de {city}|Instituto Federal de {city}|Federal University of {city}", "PL": "Uniwersytet {city}|Politechnika {city}|University of {city}",
    "NL": "Universiteit {city}|Hogeschool {city}|{city} University", "SE": "{city} University|{city} universitet|{city} Institute of Technology", "IN": "IIT {city}|NIT {city}|Indian Institute of Technology {city}|National Institute of Technology, {city}|{last} Institute of Technology|{last} Engineering College|IIIT {city}|{city} University|{last} College of Arts and Science",
    "RU": "{city} State University|{city} Institute of Physics and Technology|{city} State Technical University|{last} {city} State University", "MX": "Universidad Autónoma de {city}|Instituto Tecnológico de {city}", "AR": "Universidad Nacional de {city}", "CL": "Universidad de {city}", "CO": "Universidad de {city}|Universidad {last}",
    "JP": "{city} University|{city} Institute of Technology|{last} Gakuin University", "CN": "{city} University|{city} Normal University|University of {city}|{city} University of Science and Technology", "NG": "University of {city}|Federal University of Technology, {city}|{last} University|{city} State Polytechnic",
    "TR": "{city} Üniversitesi|{last} Üniversitesi|{city} Technical University", "UA": "{city} National University|{last} National University of {city}|{city} Polytechnic",
}
FAMOUS = """Massachusetts Institute of Technology MIT US|ETH Zurich ETH CH|University of California, Berkeley UCB US|University of California, Los Angeles UCLA US
École Polytechnique Fédérale de Lausanne EPFL CH|KTH Royal Institute of Technology KTH SE|Moscow Institute of Physics and Technology MIPT RU|Higher School of Economics HSE RU
Korea Advanced Institute of Science and Technology KAIST KR|National University of Singapore NUS SG|Nanyang Technological University NTU SG|Indian Institute of Science IISc IN
Indian Institute of Technology Bombay IITB IN|University College London UCL GB|London School of Economics LSE GB|Carnegie Mellon University CMU US|New York University NYU US
Technical University of Munich TUM DE|Karlsruhe Institute of Technology KIT DE|RWTH Aachen University RWTH DE|Ludwig Maximilian University of Munich LMU DE|Hong Kong University of Science and Technology HKUST HK
Universidad Nacional Autónoma de México UNAM MX|University of São Paulo USP BR|University of Cape Town UCT ZA|Norwegian University of Science and Technology NTNU NO|Middle East Technical University METU TR
École Normale Supérieure ENS FR|Delft University of Technology TU Delft NL|Katholieke Universiteit Leuven KU Leuven BE|Vrije Universiteit Amsterdam VU NL|University of New South Wales UNSW AU
Australian National University ANU AU|University of British Columbia UBC CA|Bangladesh University of Engineering and Technology BUET BD|National University of Sciences and Technology NUST PK|Universitat Politècnica de Catalunya UPC ES
Georgia Institute of Technology Georgia Tech US|California Institute of Technology Caltech US|Harvard University Harvard US|Stanford University Stanford US|Princeton University Princeton US|Imperial College London Imperial GB
Universidad de los Andes Uniandes CO|Obafemi Awolowo University OAU NG|University of Lagos UNILAG NG|Ho Chi Minh City University of Technology HCMUT VN|Institut Teknologi Bandung ITB ID|Sharif University of Technology SUT IR
Pontificia Universidad Católica de Chile PUC CL|Babeș-Bolyai University UBB RO|Lomonosov Moscow State University MSU RU|Budapest University of Technology and Economics BME HU|Sapienza University of Rome Sapienza IT"""
