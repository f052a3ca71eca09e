{{ stage('published_scores') }}
