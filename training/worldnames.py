"""Names of countries that the gazetteers know little or nothing of, written out by hand."""

# ruff: noqa: E501  # word lists are read and edited in long rows

# word lists are read and edited in long rows
# fmt: off
FORENAMES: dict[str, str] = {
    "NG": "Chinedu Chiamaka Ngozi Emeka Ifeoma Oluwaseun Temitope Folake Adebayo Babatunde Yetunde Olumide Aminu Hauwa"
    " Musa Zainab Ibrahim Uchenna Nkechi Obinna Kelechi Adaeze Tunde Damilola Oluwatobi Blessing Godwin Sunday Patience",
    "KE": "Wanjiru Njeri Kamau Otieno Achieng Kipchoge Wambui Mwangi Akinyi Odhiambo Kiprono Chebet Nyambura Makena Faith"
    " Brian Mercy Kevin Wairimu Njoroge Atieno Jelimo",
    "GH": "Kwame Kofi Ama Akosua Yaw Abena Kwabena Afua Kojo Efua Nana Esi Kwaku Adwoa Yaa Mawuli Selorm Dzifa Edem",
    "ET": "Abebe Almaz Tigist Dawit Selamawit Mekdes Tesfaye Bekele Hirut Yonas Birtukan Getachew Meron Kebede Alemayehu"
    " Tsion Hailu Mulu Eyerusalem Biniam Girma Rahel Addisu",
    "UG": "Nakato Babirye Kato Wasswa Okello Apio Namukasa Mukasa Akello Ssemakula Nabirye Opio",
    "TZ": "Juma Asha Baraka Neema Rehema Hamisi Mwajuma Salum Upendo Zuhura Daudi Fatuma",
    "ZW": "Tendai Rudo Tatenda Farai Nyasha Chipo Tafadzwa Kudzai Rutendo Tinashe Simbarashe Ruvimbo",
    "RW": "Uwase Ineza Mugisha Keza Ishimwe Gisa Umutoni Manzi Nshuti Iradukunda",
    "CM": "Ngassa Etienne Solange Armand Mireille Fru Bih Ngum Clovis Odile",
    "SN": "Aminata Mamadou Fatou Ousmane Awa Cheikh Ndeye Moussa Khady Ibrahima Mariama Abdoulaye",
    "CD": "Kabongo Dieudonné Espérance Tshala Mbuyi Merveille Trésor Exaucée Gloire Béni",
    "ZA": "Sipho Thandiwe Nomvula Bongani Lerato Thabo Zanele Mpho Pieter Anke Johan Marlize Kagiso Ayanda Lindiwe",
    "ID": "Budi Siti Dewi Agus Wati Putri Rizky Ayu Eko Sri Wayan Made Ketut Nyoman Bambang Ratna Indah Yusuf Slamet Dian"
    " Fitri Suharto Joko Lestari Hendra Galuh",
    "VN": "Anh Linh Minh Hương Tuấn Hùng Thảo Dũng Lan Phương Quang Hà Đức Trang Khánh Ngọc Huy Bích Tâm Quỳnh Thu",
    "SE": "Elsa Lars Astrid Björn Ingrid Gustav Saga Nils Ebba Sven Maja Oskar Linnéa Anders Karin Fredrik Åsa Göran",
    "LK": "Nimal Kumari Sunil Chathurika Dilani Ruwan Tharindu Sanduni Malini Kasun Nadeesha Chamari Lahiru Anushka",
    "IN": "Priya Rahul Ananya Rohan Sneha Vikram Lakshmi Karthik Meera Suresh Kavita Harpreet Gurpreet Manpreet Debjani"
    " Subhash Ayesha Imran Thomas Sreelakshmi Venkatesh Padmavathi Rajesh Pooja Nikhil Shreya Arnab Sourav Farhan Neha"
    " Ramesh Divya Siddharth Jayanthi Murugan Anjali Dipika Hemant Jignesh Bhavesh Swati Abhishek",
    "PK": "Bilal Ayesha Hamza Sana Usman Hira Faisal Maryam Zubair Saima Asad Nimra Kamran Rabia Shahid Fareeha",
    "BD": "Rahim Nusrat Tanvir Sharmin Mahmudul Farzana Arif Tahmina Shakib Rumana Jahangir Nasrin Sabbir",
    "IR": "Parisa Arash Shirin Behrouz Niloufar Kaveh Leila Siavash Mahsa Dariush Golnaz Reza Farhad Setareh Kiarash",
    "AF": "Ahmadullah Farzana Zabihullah Gulalai Najib Shabnam Hamid Laila Mirwais Soraya",
    "UZ": "Aziz Dilnoza Jasur Gulnora Sherzod Nodira Bekzod Malika Otabek Feruza Ulugbek Shahnoza",
    "TH": "Kanya Niran Siriporn Anong Chai Malee Preecha Suda Wichai Apinya Nattapong Thanakorn Ploy Pimchanok",
    "MM": "Aung Thandar Kyaw Khin Zaw Nilar Htun Phyu Myint Ei Soe Wai",
    "KH": "Sophea Dara Bopha Sokha Chanthy Rithy Sreymom Vuthy Kunthea Visal",
    "SY": "Rania Bassel Nour Omar Dima Yazan Hala Majd Lubna Anas Ghada Zeina",
    "LB": "Rami Nadine Georges Rita Charbel Maya Fadi Joumana Elie Carine",
    "SD": "Amna Osman Ikhlas Mutasim Rihab Elfatih Sulafa Abdelrahim",
    "SO": "Abdirahman Hodan Warsame Ifrah Farah Sahra Mahad Ayaan",
    "CU": "Yoani Yusnavi Odalys Raúl Yadira Lázaro Mayelín Reinier Dayana Osvaldo",
    "GT": "Ixchel Rigoberta Julio Marisol Edwin Lesbia Byron Mayra",
    "MG": "Haja Voahangy Rado Fanja Tiana Miora Hery Lalaina",
    "SG": "Wei Ming Hui Min Jia Hao Xin Yi Kai Wen Siew Ling Boon Keng Shu Fen",
    "HK": "Ka-wai Wing-yan Chi-ming Tsz-ching Man-yee Siu-fung Hoi-lam Kwok-keung",
    "IS": "Jón Guðrún Sigurður Kristín Þórdís Björk Ólafur Snæfríður Einar Hafdís Ragnheiður",
    "NZ": "Aroha Tane Hemi Mere Wiremu Ngaio Rangi Anahera",
    "CY": "Andreas Eleni Stavros Despina Costas Androulla Panayiotis Chrystalla",
    "MT": "Ġorġ Karmenu Ċensa Ġuża Pawlu Marija",
}

SURNAMES: dict[str, str] = {
    "NG": "Okafor Adeyemi Balogun Eze Okonkwo Nwosu Bello Abubakar Adebayo Ogunleye Chukwu Obi Lawal Danjuma Ekwueme"
    " Olawale Adichie Onyekachi Akintola Yusuf Okoro Nnamdi Udo Effiong",
    "KE": "Mwangi Otieno Wanjiku Kiplagat Ochieng Kamau Njoroge Cheruiyot Odhiambo Mutua Kimani Wekesa Barasa Koech",
    "GH": "Mensah Owusu Boateng Asante Osei Appiah Agyeman Amoah Adjei Quaye Tetteh Addo Sarpong Dogbe",
    "ET": "Bekele Tadesse Haile Alemu Gebre Wolde Tesfaye Kebede Mekonnen Desta Assefa Girma Abera Negash Gebremedhin",
    "UG": "Mukasa Okello Nsubuga Ssebunya Tumusiime Akena Kizza Lubega Opolot",
    "TZ": "Mushi Massawe Kimaro Mwakyusa Nyerere Shirima Mollel Lyimo",
    "ZW": "Moyo Ncube Sibanda Chikwanha Mutasa Dube Marimo Zvobgo Nyathi",
    "RW": "Habimana Uwimana Nkurunziza Mukamana Niyonzima Bizimana Mugabo",
    "CM": "Ndongo Mbarga Fotso Tchouameni Atangana Nkeng Eto'o Kamga Achu",
    "SN": "Diop Ndiaye Fall Sarr Diallo Sow Gueye Mbaye Faye Cissé Thiam Sène",
    "CD": "Ilunga Mukendi Tshibangu Kalala Lumumba Kabila Mwamba Ngoy Kasongo",
    "ZA": "Nkosi Dlamini Ndlovu Mokoena Botha Khumalo Mthembu Pretorius Naidoo Molefe Venter Mahlangu Govender Kruger",
    "ID": "Wijaya Santoso Sutanto Pratama Hidayat Nugroho Siregar Lubis Simanjuntak Kusuma Setiawan Saputra Hutapea"
    " Gunawan Rahmawati Purnomo Wibowo",
    "SE": "Andersson Lindqvist Johansson Bergström Nilsson Sjöberg Lundgren Åkesson Holmberg Ekström Öberg Wallin"
    " Dahl Nyström Hägglund",
    "IN": "Iyer Nair Reddy Mukherjee Chatterjee Banerjee Gupta Agarwal Joshi Desai Shah Mehta Kulkarni Deshpande Menon"
    " Pillai Rao Naidu Bhattacharya Das Bose Khan Ansari Gill Sandhu Dhillon Thomas Fernandes D'Souza Mishra Pandey"
    " Tiwari Chauhan Rathore Verma Saxena Kapoor Malhotra Krishnamurthy Subramanian Venkataraman Ramanathan Hegde Gowda"
    " Patil Jadhav Bora Gogoi Kaur Sethi",
    "PK": "Khan Malik Ahmed Hussain Qureshi Butt Chaudhry Raza Siddiqui Bhatti Mirza Awan Baloch Shaikh",
    "BD": "Rahman Hossain Islam Chowdhury Akter Uddin Sarkar Karim Talukder Mia Biswas",
    "IR": "Hosseini Ahmadi Rezaei Karimi Moradi Tehrani Shirazi Ebrahimi Rostami Kazemi Farahani Golzari Sadeghi Nouri",
    "AF": "Rahimi Karimi Ahmadzai Noori Popal Yousafzai Wardak Stanekzai",
    "UZ": "Karimov Yusupova Rakhimov Tursunov Ismoilova Abdullayev Nazarova Sobirov",
    "TH": "Saetang Srisuk Wongsawat Chaiyaporn Rattanakosin Thongdee Boonmee Suwannarat Charoensuk Phanomyong",
    "MM": "Aung Htun Win Thant Oo Naing Lwin Zin",
    "EG": "Hassan Mahmoud Abdelrahman Mostafa Fahmy Nasser Shafik Ghali Mansour Soliman Zaki Gaber",
    "SY": "Haddad Khoury Najjar Darwish Kabbani Sabbagh Halabi Shami",
    "LB": "Khoury Haddad Gemayel Sfeir Nassar Karam Frem Chahine",
    "IQ": "Al-Jubouri Al-Saadi Al-Tikriti Hussein Jabbar Kadhim Al-Obaidi",
    "SA": "Al-Qahtani Al-Ghamdi Al-Otaibi Al-Harbi Al-Zahrani Al-Shehri Al-Dosari",
    "AE": "Al Maktoum Al-Suwaidi Al-Mansoori Al-Hashimi Al-Kaabi",
    "JO": "Al-Zoubi Haddadin Obeidat Majali Tarawneh",
    "KW": "Al-Sabah Al-Mutairi Al-Enezi Al-Rashidi",
    "MA": "Benali El-Idrissi Bennani Alaoui Tazi Chraibi Berrada El-Amrani Ouazzani Lahlou",
    "DZ": "Bouzid Benamar Hamidi Boudiaf Mebarki Belkacem Khelifi",
    "TN": "Trabelsi Ben-Ali Jaziri Gharbi Bouazizi Chebbi Mejri",
    "LY": "Al-Gaddafi El-Magrabi Zlitni Swehli",
    "SD": "Elhassan Abdelgadir Osman Bashir Eltayeb",
    "SO": "Warsame Abdi Farah Jama Hersi",
    "MY": "Abdullah Ismail Rahman Hassan Tan Lim Ng Subramaniam Wong Yusof Othman",
    "SG": "Tan Lim Lee Ng Ong Wong Goh Chua Teo Koh Pillai",
    "HK": "Chan Cheung Wong Lau Leung Ho Yip Kwok Mak Tsang",
    "MN": "Batbayar Ganbold Enkhtuya Dorjsuren Munkhbat Tsend",
    "CY": "Georgiou Charalambous Ioannou Christodoulou Hadjigeorgiou",
    "GR": "Papadopoulos Georgiou Nikolaidis Pappas Dimitriou Karagiannis Vlachos Antoniou Makris Economou",
    "PL": "Kowalska Wiśniewski Zieliński Wójcik Dąbrowska Szymański Kaczmarek Grabowska Pawłowski Michalak Jabłoński",
    "DE": "Krüger Hofmann Lehmann Köhler Böhm Winkler Vogel Schubert Busch Kuhn Pohl Engel Reuter Brandt",
    "UA": "Shevchenko Bondarenko Kovalenko Tkachenko Melnyk Hrytsenko Lysenko Marchenko Savchuk Petrenko",
    "BY": "Lukashevich Kazlou Navumenka Zhuk Kavaliova Stankevich",
    "BG": "Dimitrova Stoyanov Ivanova Petkov Georgieva Todorov",
    "RS": "Jovanović Petrović Nikolić Marković Stanković Đorđević Ilić",
    "IS": "Jónsdóttir Sigurðsson Guðmundsdóttir Einarsson Ólafsdóttir Þorsteinsson Magnússon",
    "NZ": "Ngata Parata Whaanga Tamihere Henare",
    "EC": "Guamán Zambrano Cevallos Moreira Quishpe",
    "BO": "Mamani Quispe Choque Condori Huanca",
    "VE": "Rondón Chacón Urdaneta Colmenares Briceño",
    "CU": "Pérez Valdés Betancourt Carrillo Echevarría",
    "HT": "Jean-Baptiste Toussaint Dessalines Pierre-Louis Duvernay",
    "JM": "Campbell Gayle Blackwood Powell Wolmer",
    "MG": "Rakotomalala Andrianarisoa Rasoanaivo Randrianasolo Ravelojaona",
    "CI": "Kouassi Konan Touré Ouattara Yao",
    "GE": "Kapanadze Beridze Lomidze Gelashvili Maisuradze",
    "MT": "Borg Camilleri Zammit Farrugia Micallef",
}

ARABIC = ["AE", "BH", "DZ", "EG", "IQ", "JO", "KW", "LB", "LY", "MA", "OM", "QA", "SA", "SD", "SY", "TN", "YE", "PS"]
SPANISH = ["AR", "BO", "CL", "CO", "CR", "CU", "DO", "EC", "ES", "GQ", "GT", "HN", "MX", "NI", "PA", "PE", "PR", "PY", "SV", "UY", "VE"]
FAMILY_FIRST = ["CN", "HU", "JP", "KH", "KR", "TW", "VN", "SG", "HK"]
SLAVIC_PATRONYMIC = ["BY", "KG", "KZ", "RU", "TJ", "UA", "UZ"]

NEIGHBOURS: dict[str, str] = {
    "AD": "ES", "AO": "BR", "AW": "NL", "BH": "AE", "BJ": "SN", "BN": "MY", "BW": "ZA", "CI": "SN", "CR": "CO", "CU": "ES",
    "CV": "PT", "DJ": "SO", "DO": "CO", "ER": "ET", "FJ": "IN", "FO": "DK", "GF": "FR", "GG": "GB", "GI": "ES", "GL": "DK",
    "GM": "SN", "GN": "SN", "GQ": "ES", "HN": "MX", "IM": "GB", "JE": "GB", "JM": "GB", "KG": "KZ", "KP": "KR", "LA": "TH",
    "LI": "AT", "LR": "GH", "LS": "ZA", "MC": "FR", "ML": "SN", "MO": "PT", "MW": "ZW", "MZ": "PT", "NA": "ZA", "NE": "SN",
    "NI": "MX", "OM": "AE", "PA": "CO", "PF": "FR", "PR": "MX", "PS": "JO", "QA": "AE", "SL": "GH", "SM": "IT", "SR": "NL",
    "SS": "SD", "TG": "GH", "TJ": "IR", "TM": "UZ", "TT": "GB", "UY": "AR", "XK": "AL", "YE": "SA", "ZM": "ZW", "GY": "GB",
    "BF": "SN", "TD": "SN", "CF": "CM", "CG": "CD", "GA": "CM", "BI": "RW", "MR": "MA", "MV": "LK", "BT": "NP", "MU": "IN",
    "LV": "EE", "MD": "RO", "AL": "AL", "ME": "RS", "AZ": "TR", "LU": "FR", "LT": "PL", "GB": "GB", "IE": "IE",
    "KZ": "RU", "HT": "FR", "GT": "MX", "SV": "MX", "AT": "DE", "CH": "DE", "BE": "FR", "CA": "US", "NZ": "GB", "AU": "GB",
    "TW": "CN", "SG": "CN", "HK": "TW", "MG": "MG", "PH": "ES", "LK": "LK", "AM": "AM", "GE": "GE", "MT": "IT", "CY": "GR",
}
